import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import * as disk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareFiles, type Disk, refuseLosses, writeFiles } from '../../src/scaffold/write.ts';

const FILES = [
  { path: 'a.yaml', text: 'a: 1\n' },
  { path: 'b.yaml', text: 'b: ü\n' },
  { path: 'deep/er/c.txt', text: 'c\n' },
];
const CREATE = { overwrite: false, help: 'do it so' };
const FORCE = { overwrite: true };

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'argoflow-write-'));
  folder = join(root, 'some/project');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Everything below the folder, by path; texts of files, marks for the rest. */
function tree(of = root): Record<string, string> {
  const found: Record<string, string> = {};
  if (!existsSync(of)) return found;
  for (const name of readdirSync(of).sort()) {
    const path = join(of, name);
    const status = lstatSync(path);
    if (status.isDirectory()) {
      found[`${name}/`] = '';
      for (const [below, text] of Object.entries(tree(path))) found[`${name}/${below}`] = text;
    } else {
      found[name] = status.isSymbolicLink() ? 'link' : readFileSync(path, 'utf8');
    }
  }
  return found;
}

const ALL = {
  'some/': '',
  'some/project/': '',
  'some/project/a.yaml': 'a: 1\n',
  'some/project/b.yaml': 'b: ü\n',
  'some/project/deep/': '',
  'some/project/deep/er/': '',
  'some/project/deep/er/c.txt': 'c\n',
};

/** The real disk, on which the call number `at` of `method` fails with `code`. */
function failing(
  method: 'writeFile' | 'link' | 'rename' | 'mkdir' | 'copyFile',
  at: number,
  code: string,
): Disk {
  let calls = 0;
  const call = async (...given: unknown[]): Promise<unknown> => {
    calls += 1;
    if (calls === at) {
      throw Object.assign(new Error(`${code}: the disk says no`), { code, syscall: method, errno: -1 });
    }
    // What was given is what the method takes: this only passes it on.
    const real: Disk = { ...disk };
    return (real[method] as (...args: unknown[]) => Promise<unknown>)(...given);
  };
  return { ...disk, [method]: call };
}

describe('writing', () => {
  it('makes folders and files, and says what was there before', async () => {
    expect(await writeFiles(folder, FILES, CREATE)).toEqual([
      { path: 'a.yaml', bytes: 5, state: 'missing' },
      { path: 'b.yaml', bytes: 6, state: 'missing' },
      { path: 'deep/er/c.txt', bytes: 2, state: 'missing' },
    ]);
    expect(tree()).toEqual(ALL);
  });

  it('a second time changes nothing', async () => {
    await writeFiles(folder, FILES, CREATE);
    const before = lstatSync(join(folder, 'a.yaml'));
    const states = (await writeFiles(folder, FILES, CREATE)).map(({ state }) => state);
    expect(states).toEqual(['unchanged', 'unchanged', 'unchanged']);
    const after = lstatSync(join(folder, 'a.yaml'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it('refuses to lose a file, and then writes nothing at all', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'b.yaml'), 'mine\n');
    const before = tree();
    await expect(writeFiles(folder, FILES, CREATE)).rejects.toMatchObject({
      kind: 'work',
      message: `a different file is already in "${folder}": b.yaml`,
      help: 'do it so',
    });
    expect(tree()).toEqual(before);
  });

  it('overwrites when told so, and leaves other files alone', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'b.yaml'), 'mine\n');
    writeFileSync(join(folder, 'other.txt'), 'other\n');
    const states = (await writeFiles(folder, FILES, FORCE)).map(({ state }) => state);
    expect(states).toEqual(['missing', 'differs', 'missing']);
    expect(tree()).toEqual({ ...ALL, 'some/project/other.txt': 'other\n' });
  });

  it('replaces a link, not what it points to; also one that points nowhere', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(root, 'precious.yaml'), 'precious\n');
    symlinkSync(join(root, 'precious.yaml'), join(folder, 'a.yaml'));
    symlinkSync('nowhere', join(folder, 'b.yaml'));
    await expect(writeFiles(folder, FILES, CREATE)).rejects.toThrow('2 different files are already in');
    await writeFiles(folder, FILES, FORCE);
    expect(tree()).toEqual({ ...ALL, 'precious.yaml': 'precious\n' });
  });

  it('counts a link to the same text as unchanged', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(root, 'same.yaml'), 'a: 1\n');
    symlinkSync(join(root, 'same.yaml'), join(folder, 'a.yaml'));
    expect((await compareFiles(folder, FILES))[0]?.state).toBe('unchanged');
  });
});

describe('what stands in the way', () => {
  it('a file where the project shall be', async () => {
    writeFileSync(join(root, 'some'), '');
    await expect(writeFiles(join(root, 'some'), FILES, CREATE)).rejects.toMatchObject({
      kind: 'work',
      message: `"${join(root, 'some')}" is a file, not a folder`,
    });
    await expect(writeFiles(folder, FILES, CREATE)).rejects.toMatchObject({
      kind: 'work',
      message: `cannot write "${folder}": a part of its path is a file, not a folder`,
    });
  });

  it('a folder where a file shall be, even with force', async () => {
    mkdirSync(join(folder, 'b.yaml'), { recursive: true });
    const before = tree();
    await expect(writeFiles(folder, FILES, FORCE)).rejects.toMatchObject({
      kind: 'work',
      message: `"${join(folder, 'b.yaml')}" is a folder, not a file`,
    });
    expect(tree()).toEqual(before);
  });

  it.runIf(process.platform === 'linux')('a folder in which the system makes none', async () => {
    await expect(writeFiles('/proc/argoflow', FILES, CREATE)).rejects.toMatchObject({
      kind: 'work',
      message: 'cannot write "/proc/argoflow/a.yaml": its folder cannot be made',
    });
  });
});

describe('when the disk fails, all is as before', () => {
  it.each([
    ['writeFile', 1, 'EACCES', 'permission denied'],
    ['writeFile', 2, 'ENOSPC', 'no space left on the disk'],
    ['writeFile', 3, 'EDQUOT', 'the disk quota is used up'],
    ['mkdir', 1, 'EROFS', 'the file system is read-only'],
    ['mkdir', 4, 'ENOSPC', 'no space left on the disk'],
    ['link', 1, 'EEXIST', 'it appeared while the project was being written'],
    ['link', 3, 'EIO', 'EIO: the disk says no'],
  ] as const)('in an empty place: %s number %d with %s', async (method, at, code, cause) => {
    await expect(writeFiles(folder, FILES, CREATE, failing(method, at, code))).rejects.toMatchObject({
      kind: 'work',
      message: expect.stringMatching(new RegExp(`^cannot write "${folder}/[^"]+": ${cause}$`)),
    });
    expect(tree()).toEqual({});
  });

  it.each([
    ['writeFile', 3, 'ENOSPC'],
    ['link', 1, 'EIO'],
    ['link', 2, 'EIO'],
    ['rename', 1, 'EACCES'],
    ['rename', 2, 'EACCES'],
    ['link', 3, 'ENOSPC'],
  ] as const)('over old files: %s number %d with %s', async (method, at, code) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.yaml'), 'old a\n');
    writeFileSync(join(folder, 'b.yaml'), 'old b\n');
    const before = tree();
    await expect(writeFiles(folder, FILES, FORCE, failing(method, at, code))).rejects.toMatchObject({
      kind: 'work',
    });
    expect(tree()).toEqual(before);
  });

  it('does without links where there are none', async () => {
    await writeFiles(folder, FILES, CREATE, failing('link', 2, 'ENOTSUP'));
    expect(tree()).toEqual(ALL);
  });

  it('does not overwrite a file that appears in the meantime', async () => {
    const late: Disk = {
      ...disk,
      link: async (from, to) => {
        if (String(to).endsWith('b.yaml')) writeFileSync(to as string, 'just made\n');
        await disk.link(from, to);
      },
    };
    await expect(writeFiles(folder, FILES, CREATE, late)).rejects.toThrow(
      `cannot write "${join(folder, 'b.yaml')}": it appeared while the project was being written`,
    );
    expect(tree()).toEqual({ 'some/': '', 'some/project/': '', 'some/project/b.yaml': 'just made\n' });
  });

  it.each([0, 1, 2, 3, 4, 5])('when it is stopped after %d steps', async (steps) => {
    let left = steps;
    const signal = {
      throwIfAborted: () => {
        if (left === 0) throw new Error('stopped');
        left -= 1;
      },
    };
    await expect(writeFiles(folder, FILES, { ...CREATE, signal })).rejects.toThrow('stopped');
    expect(tree()).toEqual({});
  });
});

it('comparing writes nothing', async () => {
  const states = (await compareFiles(folder, FILES)).map(({ state }) => state);
  expect(states).toEqual(['missing', 'missing', 'missing']);
  expect(tree()).toEqual({});
});

it('losses are refused by name', () => {
  const actions = ['a', 'b', 'c'].map(
    (path) => ({ path, bytes: 1, state: path === 'b' ? 'missing' : 'differs' }) as const,
  );
  expect(() => refuseLosses('demo', actions, CREATE)).toThrow(
    '2 different files are already in "demo": a, c',
  );
  expect(() => refuseLosses('demo', actions, FORCE)).not.toThrow();
});
