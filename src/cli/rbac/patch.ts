import process from 'node:process';
import { UserError } from '../../errors.ts';
import { STDIN } from '../../load/load.ts';
import { patchTexts } from '../../rbac/patch.ts';
import { renderDiff } from '../../report/lint/diff.ts';
import { renderLeft, renderObjects } from '../../report/rbac.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { writeText } from '../outputs.ts';
import type { Terminal } from '../terminal.ts';
import { auditManifests, type RbacFlags } from './run.ts';

interface PatchFlags extends RbacFlags {
  readonly patch: boolean;
  readonly shrink: boolean;
  readonly write: boolean;
}

/** Changes the roles in the manifests as the flags say; prints the changes, or writes them. */
export async function patchManifests(
  paths: readonly string[],
  flags: PatchFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!flags.patch && !flags.shrink)
    throw new UserError('usage', '"--write" writes what "--patch" and "--shrink" change', 'add one of them');
  if (flags.output !== 'text')
    throw new UserError('usage', `a patch is no "${flags.output}"`, 'leave "--output" out');
  if (flags.write && paths.includes('-'))
    throw new UserError('usage', 'standard input cannot be changed', 'name files or folders');
  const { texts, scope, releases, broken } = await auditManifests(paths, flags, terminal);
  const { changed, left } = patchTexts(texts, {
    scope,
    releases,
    namespace: flags.namespace,
    grant: flags.patch,
    shrink: flags.shrink,
    render: (object) => renderObjects([object], 'yaml'),
  });
  const changes = [...changed].map(([file, text]) => ({ file, before: texts.get(file) ?? '', text }));
  if (left.length > 0) process.stderr.write(renderLeft(left, terminal));
  if (flags.write) {
    for (const { file, text } of changes) if (file !== STDIN) await writeText(file, text);
    const files = `${changes.length} file${changes.length === 1 ? '' : 's'}`;
    process.stderr.write(changes.length === 0 ? 'nothing to change\n' : `changed ${files}\n`);
    return broken || left.length > 0 ? EXIT.findings : EXIT.ok;
  }
  if (changes.length === 0) process.stderr.write('nothing to change\n');
  process.stdout.write(renderDiff(changes, terminal));
  return broken || left.length > 0 || changes.length > 0 ? EXIT.findings : EXIT.ok;
}
