import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { isSystemError } from './system-error.ts';

/** What the program printed, and the code that it ended with. Rejects with a system error when it cannot be started. */
export type Git = (args: readonly string[]) => Promise<{
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}>;

/** More than the names of any repository's files. */
const LARGEST = 256 * 1024 * 1024;

/** The git of this machine, in the working folder; no shell reads the words. */
export const realGit: Git = (args) =>
  new Promise((done, fail) => {
    execFile('git', [...args], { maxBuffer: LARGEST, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) done({ code: 0, stdout, stderr });
      else if (typeof error.code === 'number') done({ code: error.code, stdout, stderr });
      else fail(error);
    });
  });

/**
 * Those of the files that differ from the commit at which `ref` and the working folder's branch parted, or that git
 * does not have yet; what it ignores is not looked at. Throws a UserError when git cannot say.
 */
export async function changedAmong(
  files: readonly string[],
  ref: string,
  git: Git = realGit,
): Promise<ReadonlySet<string>> {
  const root = await rootOf(git);
  const names = [...(await tracked(git, ref)), ...(await untracked(git))];
  const changed = new Set(names.map((name) => join(root, name)));
  const found = await Promise.all(files.map(async (file) => ({ file, path: await realPath(file) })));
  return new Set(found.filter(({ path }) => changed.has(path)).map(({ file }) => file));
}

/** The folder of the repository that the working folder is in. */
export async function rootOf(git: Git, flag: string = CHANGED): Promise<string> {
  return (await ask(git, ['rev-parse', '--show-toplevel'], flag)).replace(/\r?\n$/, '');
}

async function tracked(git: Git, ref: string): Promise<readonly string[]> {
  const base = await baseOf(git, ref);
  // A repository without a commit has nothing to compare with: all its files are new.
  if (base === undefined) return names(await ask(git, ['ls-files', '-z', '--full-name', ':/']));
  return names(
    await ask(git, [
      'diff',
      '--name-only',
      '--no-relative',
      '--no-ext-diff',
      '--diff-filter=d',
      '-z',
      base,
      '--',
    ]),
  );
}

async function untracked(git: Git): Promise<readonly string[]> {
  return names(await ask(git, ['ls-files', '--others', '--exclude-standard', '--full-name', '-z', ':/']));
}

/** The flag that asks git, where nobody says otherwise. */
const CHANGED = '--changed';

/**
 * The commit to compare with, at which `ref` and HEAD parted; undefined for HEAD when there is no commit at all.
 * Throws a UserError when git knows none.
 *
 * @param flag What asks for it, as messages name it.
 */
export async function baseOf(git: Git, ref: string, flag: string = CHANGED): Promise<string | undefined> {
  const isCommit = async (name: string) =>
    (await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])).code === 0;
  if (!(await isCommit(ref))) {
    if (ref === 'HEAD') return undefined;
    throw new UserError(
      'usage',
      `git knows no commit "${ref}" to compare with`,
      `name a branch, tag or commit: ${flag}=origin/main; a shallow clone has to fetch it first`,
    );
  }
  if (!(await isCommit('HEAD'))) return ref;
  const { code, stdout } = await git(['merge-base', ref, 'HEAD']);
  if (code === 0) return stdout.trim();
  throw new UserError(
    'work',
    `git finds no commit that "${ref}" and HEAD have in common`,
    'a shallow clone lacks it: git fetch --unshallow',
  );
}

/** What git prints. Throws a UserError when it cannot say. */
export async function ask(git: Git, args: readonly string[], flag: string = CHANGED): Promise<string> {
  try {
    const { code, stdout, stderr } = await git(args);
    if (code === 0) return stdout;
    const [reason = ''] = stderr.split('\n');
    if (/not a git repository/i.test(reason)) {
      throw new UserError('work', `${flag} asks git, and this folder is in no repository`);
    }
    throw new UserError('work', `git cannot say what changed: ${reason.replace(/^fatal: /, '')}`);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = error.code === 'ENOENT' ? 'there is no program "git" here' : error.message;
    throw new UserError('work', `${flag} asks git, but ${reason}`);
  }
}

function names(listed: string): readonly string[] {
  return listed.split('\0').filter((name) => name !== '');
}

/** With links followed, where something is there. */
export async function realPath(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    // It came from standard input, or is gone by now.
    return resolve(file);
  }
}
