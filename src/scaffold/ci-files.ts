import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { answersFor } from './ask.ts';
import { merged } from './merge.ts';
import type { PartRequest, PlannedPart } from './part.ts';
import { planFiles } from './plan.ts';
import { withDefaults } from './project.ts';
import { readKind } from './templates.ts';

/** The files of a CI system, and where they go. */
export interface PlannedCi extends PlannedPart {
  /** The root of the repository that the project is in, from the working folder. */
  readonly root: string;
}

/**
 * Plans the files with which a CI system runs `argoflow ci` on a project. Lists in files that are there get what they
 * lack. Throws a UserError as planning a part does; undefined when the person gives up.
 */
export async function planCi(
  system: string,
  { templates, folder, given, ask }: Omit<PartRequest, 'render'>,
): Promise<PlannedCi | undefined> {
  const written = await readKind(join(templates, 'ci'), system);
  const root = await repositoryOf(folder);
  const paths = relative(root, resolve(folder)).replaceAll('\\', '/') || '.';
  const template = withDefaults(written, new Map([['paths', paths]]));
  const place = template.parameters.find(({ name }) => name === 'paths');
  if (place !== undefined && place.default !== paths) {
    throw new UserError(
      'usage',
      `"${paths}" is no folder that a CI job can be told: expected ${place.expects}`,
    );
  }
  const answers = await answersFor(template, given, folder, ask);
  if (answers === undefined) return undefined;
  const files = await Promise.all(
    planFiles(template, answers).map(async (file) =>
      merged(file, await readFile(join(root, file.path), 'utf8').catch(() => undefined)),
    ),
  );
  return { template, files, root: relative('.', root) || '.' };
}

/** The nearest folder above that is a repository of git; the folder itself when there is none. */
async function repositoryOf(folder: string): Promise<string> {
  const start = resolve(folder);
  for (let path = start; ; path = dirname(path)) {
    if ((await stat(join(path, '.git')).catch(() => undefined)) !== undefined) return path;
    if (path === dirname(path)) return start;
  }
}
