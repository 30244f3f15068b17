import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import * as realDisk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Disk, writeWhole } from '../src/whole-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file', () => {
  it('is made, and nothing beside it', async () => {
    await writeWhole(join(folder, 'a'), 'text');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('text');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('keeps its mode, and the link that leads to it', async () => {
    writeFileSync(join(folder, 'a'), 'before');
    chmodSync(join(folder, 'a'), 0o640);
    symlinkSync('a', join(folder, 'link'));
    await writeWhole(join(folder, 'link'), 'after');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('after');
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  });

  it('holds what it held when the new text cannot be placed', async () => {
    mkdirSync(join(folder, 'missing'));
    rmSync(join(folder, 'missing'), { recursive: true });
    await expect(writeWhole(join(folder, 'missing', 'a'), 'text')).rejects.toMatchObject({ code: 'ENOENT' });
    writeFileSync(join(folder, 'a'), 'before');
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' });
    const disk: Disk = {
      ...realDisk,
      writeFile: async (path) => {
        await realDisk.writeFile(path, 'half of i');
        throw full;
      },
    };
    await expect(writeWhole(join(folder, 'a'), 'after', disk)).rejects.toBe(full);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('that may be written in a folder that may not is written all the same', async () => {
    writeFileSync(join(folder, 'a'), 'before');
    const refused = Object.assign(new Error('permission denied'), { code: 'EACCES', syscall: 'open' });
    const disk: Disk = {
      ...realDisk,
      writeFile: async (path, text, options) => {
        if (path !== join(realpathSync(folder), 'a')) throw refused;
        await realDisk.writeFile(path, text, options);
      },
    };
    await writeWhole(join(folder, 'a'), 'after', disk);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('after');
  });

  it.runIf(existsSync('/dev/full'))('that is none is written to as it is', async () => {
    await writeWhole('/dev/null', 'text');
    await expect(writeWhole('/dev/full', 'text')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(statSync('/dev/full').isFile()).toBe(false);
  });
});
