import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedAmong, type Git } from '../../src/load/git.ts';

/** The real program, in a folder; no configuration of the machine has a say. */
function gitIn(folder: string): Git {
  return async (args) => {
    try {
      const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
      const words = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args];
      const stdout = execFileSync('git', words, { cwd: folder, encoding: 'utf8', env, stdio: 'pipe' });
      return { code: 0, stdout, stderr: '' };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { code: status, stdout, stderr };
    }
  };
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'argoflow-git-')));
const git = gitIn(folder);
const inside = (name: string) => join(folder, name);
const FILES = ['a.yaml', 'b.yaml', 'sub/c d.yaml', 'sub/new ü.yaml', 'ignored.yaml'].map(inside);

async function changed(ref: string, from: Git = git): Promise<readonly string[]> {
  return [...(await changedAmong(FILES, ref, from))].map((file) => file.slice(folder.length + 1));
}

beforeAll(async () => {
  mkdirSync(inside('sub'));
  for (const name of ['a.yaml', 'b.yaml', 'sub/c d.yaml']) writeFileSync(inside(name), 'a: 1\n');
  writeFileSync(inside('.gitignore'), 'ignored.yaml\n');
  writeFileSync(inside('ignored.yaml'), 'a: 1\n');
  await git(['init', '-q', '-b', 'main']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what changed, as git says', () => {
  it('is everything but the ignored before the first commit', async () => {
    await git(['add', 'a.yaml']);
    expect(await changed('HEAD')).toEqual(['a.yaml', 'b.yaml', 'sub/c d.yaml']);
    await git(['add', '.']);
    await git(['commit', '-qm', 'one']);
    expect(await changed('HEAD')).toEqual([]);
  });

  it('is what is staged, unstaged or untracked, also from a folder inside', async () => {
    writeFileSync(inside('a.yaml'), 'a: 2\n');
    await git(['add', 'a.yaml']);
    writeFileSync(inside('sub/c d.yaml'), 'a: 2\n');
    writeFileSync(inside('sub/new ü.yaml'), 'a: 2\n');
    const all = ['a.yaml', 'sub/c d.yaml', 'sub/new ü.yaml'];
    expect(await changed('HEAD')).toEqual(all);
    expect(await changed('HEAD', gitIn(inside('sub')))).toEqual(all);
  });

  it('leaves out what only the other branch changed', async () => {
    await git(['add', '.']);
    await git(['commit', '-qm', 'two']);
    await git(['checkout', '-q', '-b', 'topic', 'HEAD~1']);
    writeFileSync(inside('b.yaml'), 'a: 3\n');
    expect(await changed('main')).toEqual(['b.yaml']);
  });

  it('needs a commit that there is', async () => {
    await expect(changed('no-such-branch')).rejects.toMatchObject({
      kind: 'usage',
      message: 'git knows no commit "no-such-branch" to compare with',
    });
    await expect(changed('--output=x')).rejects.toMatchObject({ kind: 'usage' });
  });

  it('needs a commit in common', async () => {
    await git(['checkout', '-q', '-f', '--orphan', 'island']);
    await git(['commit', '-qm', 'alone']);
    await expect(changed('main')).rejects.toMatchObject({
      kind: 'work',
      message: 'git finds no commit that "main" and HEAD have in common',
    });
  });

  it('needs a repository and the program', async () => {
    const nowhere: Git = async () => ({
      code: 128,
      stdout: '',
      stderr: 'fatal: not a git repository (or any of the parent directories): .git\n',
    });
    await expect(changed('HEAD', nowhere)).rejects.toMatchObject({
      kind: 'work',
      message: '--changed asks git, and this folder is in no repository',
    });
    const unsafe: Git = async () => ({
      code: 128,
      stdout: '',
      stderr: "fatal: unsafe repository ('/x')\nmore",
    });
    await expect(changed('HEAD', unsafe)).rejects.toThrow(
      "git cannot say what changed: unsafe repository ('/x')",
    );
    const missing: Git = () => Promise.reject(Object.assign(new Error('spawn git'), { code: 'ENOENT' }));
    await expect(changed('HEAD', missing)).rejects.toThrow(
      '--changed asks git, but there is no program "git" here',
    );
  });
});
