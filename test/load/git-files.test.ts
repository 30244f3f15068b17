import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Git } from '../../src/load/git.ts';
import { filesAt } from '../../src/load/git-files.ts';
import { loadManifests } from '../../src/load/load.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'argoflow git ü-')));
const inside = (name: string) => join(folder, name);
const calls: (readonly string[])[] = [];

/** The real program, in a folder; no configuration of the machine has a say. */
function gitIn(cwd: string): Git {
  return async (args) => {
    calls.push(args);
    try {
      const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
      const words = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args];
      return {
        code: 0,
        stdout: execFileSync('git', words, { cwd, encoding: 'utf8', env, stdio: 'pipe' }),
        stderr: '',
      };
    } catch (error) {
      // What execFileSync throws carries what the program printed.
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { code: status, stdout, stderr };
    }
  };
}
const git = gitIn(folder);

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

async function namesAt(ref: string, inputs: readonly string[], from: Git = git): Promise<readonly string[]> {
  const files = await filesAt(ref, '--diff', from);
  const { model } = await loadManifests(inputs, { files, mayBeEmpty: true });
  return model.resources.map(({ name }) => name);
}

/** What the disk held when it was committed. */
let written: readonly string[] = [];

beforeAll(async () => {
  mkdirSync(inside('deploy/sub dir'), { recursive: true });
  writeFileSync(inside('deploy/a.yaml'), configMap('a'));
  writeFileSync(inside('deploy/sub dir/ü.yml'), configMap('b'));
  writeFileSync(inside('deploy/notes.txt'), 'nothing');
  writeFileSync(inside('other.yaml'), configMap('other'));
  symlinkSync('../other.yaml', inside('deploy/linked.yaml'));
  symlinkSync('sub dir', inside('deploy/again'));
  symlinkSync('/etc', inside('deploy/outside'));
  symlinkSync('nowhere.yaml', inside('deploy/dangling.yaml'));
  await git(['init', '-q', '-b', 'main']);
  await git(['add', '.']);
  await git(['commit', '-qm', 'one']);
  written = (await loadManifests([inside('deploy')])).model.resources.map(({ name }) => name);
  rmSync(inside('deploy'), { recursive: true });
  mkdirSync(inside('deploy'));
  writeFileSync(inside('deploy/a.yaml'), configMap('changed'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of a commit', () => {
  it('are read like those of the disk, whatever became of these, links followed inside of the repository', async () => {
    expect([...new Set(written)]).toEqual(['a', 'b', 'other']);
    expect(await namesAt('HEAD', ['deploy'])).toEqual(written);
  });

  it('are found from a folder inside, by a whole path and through a link', async () => {
    const sub = gitIn(inside('deploy'));
    expect(await namesAt('main', ['.'], sub)).toEqual(written);
    expect(await namesAt('main', ['..'], sub)).toEqual([...written, 'other']);
    expect(await namesAt('main', [inside('deploy/a.yaml')], sub)).toEqual(['a']);
    expect(await namesAt('main', ['deploy/again'])).toEqual(['b']);
  });

  it('are none where nothing was, and outside of the repository', async () => {
    expect(await namesAt('HEAD', ['new', '../elsewhere', 'deploy/outside', '/etc'])).toEqual([]);
  });

  it('come many with one call of git', async () => {
    calls.length = 0;
    await namesAt('HEAD', ['deploy/a.yaml', 'deploy/sub dir', 'other.yaml']);
    expect(calls.filter(([command]) => command === 'show')).toHaveLength(1);
    expect(calls.filter(([command]) => command === 'cat-file')).toHaveLength(0);
  });

  it('come one by one where bytes that are no UTF-8 hide their ends', async () => {
    writeFileSync(inside('deploy/bytes.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]));
    await git(['add', '.']);
    await git(['commit', '-qm', 'two']);
    expect(await namesAt('HEAD', ['.'])).toEqual(['changed', 'other']);
  });

  it('are those of where the branches parted', async () => {
    await git(['checkout', '-qb', 'feature', 'HEAD~1', '-f']);
    writeFileSync(inside('deploy/new.yaml'), configMap('new'));
    await git(['add', '.']);
    await git(['commit', '-qm', 'three']);
    expect(await namesAt('main', ['deploy'])).toEqual(written);
    expect(await namesAt('HEAD', ['deploy'])).toContain('new');
  });

  it('are not to be had of a commit that git does not know', async () => {
    await expect(filesAt('no-such', '--diff', git)).rejects.toMatchObject({
      kind: 'usage',
      message: 'git knows no commit "no-such" to compare with',
      help: expect.stringContaining('--diff=origin/main'),
    });
  });

  it('are not to be had outside of a repository', async () => {
    const lonely = realpathSync(mkdtempSync(join(tmpdir(), 'argoflow-lonely-')));
    await expect(filesAt('HEAD', '--diff', gitIn(lonely))).rejects.toThrow(UserError);
    rmSync(lonely, { recursive: true });
  });
});
