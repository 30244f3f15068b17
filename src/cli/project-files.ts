import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { renderDryRun } from '../report/init.ts';
import { type FileChange, renderDiff } from '../report/lint/diff.ts';
import type { PlannedFile } from '../scaffold/plan.ts';
import type { Template } from '../scaffold/template.ts';
import {
  compareFiles,
  type FileAction,
  refuseLosses,
  type WriteOptions,
  writeFiles,
} from '../scaffold/write.ts';
import { interruptible } from './interruption.ts';
import type { Terminal } from './terminal.ts';

/** Files of a project that are to be written. */
export interface ProjectFiles {
  readonly template: Pick<Template, 'name' | 'title'>;
  readonly folder: string;
  readonly files: readonly PlannedFile[];
}

/** Writes all of them or nothing; undefined when Ctrl-C ended it, with the disk as before. Throws a UserError (work). */
export async function writeProjectFiles(
  { folder, files }: ProjectFiles,
  options: WriteOptions,
): Promise<readonly FileAction[] | undefined> {
  return interruptible(async (signal) => {
    try {
      return await writeFiles(folder, files, { ...options, signal });
    } catch (error) {
      if (!signal.aborted) throw error;
      return undefined;
    }
  });
}

/** Shows what would be written, and ends as the real run would: throws where something would be lost. */
export async function showProjectFiles(
  { template, folder, files }: ProjectFiles,
  form: 'list' | 'diff',
  options: WriteOptions,
  terminal: Terminal,
): Promise<void> {
  const actions = await compareFiles(folder, files);
  const text =
    form === 'diff'
      ? renderDiff(await changesOf(folder, files), terminal)
      : renderDryRun({ template, folder, actions }, options.overwrite, terminal);
  process.stdout.write(text);
  refuseLosses(folder, actions, options);
}

async function changesOf(folder: string, files: readonly PlannedFile[]): Promise<readonly FileChange[]> {
  const changes = await Promise.all(
    files.map(async ({ path, text }) => {
      const before = await readFile(join(folder, path), 'utf8').catch(() => undefined);
      return { file: join(folder, path), before, text };
    }),
  );
  return changes.filter(({ before, text }) => before !== text);
}
