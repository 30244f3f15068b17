import { spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLint } from '../../src/lint/run.ts';
import { type Files, realFiles } from '../../src/load/files.ts';
import { loadManifests } from '../../src/load/load.ts';
import { argoflow, BINARY, cleanEnvironment } from '../support/binary.ts';

const GOOD = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: build, namespace: ci}\n';
/** In a folder only what has to do with flows is judged. */
const FLOW =
  'apiVersion: argoproj.io/v1alpha1\nkind: EventBus\nmetadata: {name: a, namespace: ci}\nspec: {jetstream: {version: latest}}\n';
const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
/** A second of this machine's time is not the next one's: what must not happen is that a run never ends. */
const PATIENCE = 60_000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-bad-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inside = (name: string) => join(folder, name);
const write = (name: string, content: string | Uint8Array) => writeFileSync(inside(name), content);
const run = (...args: string[]) => argoflow(['lint', ...args], { cwd: folder });

/** What is told on standard error: one line, and one more where there is help. Never a stack. */
function told(stderr: string): string {
  const [error = '', ...rest] = stderr.trimEnd().split('\n');
  expect(error).toMatch(/^error: [^A-Z]/);
  expect(rest.every((line) => line.startsWith('help: '))).toBe(true);
  expect(rest.length).toBeLessThanOrEqual(1);
  expect(stderr).not.toContain('failed in a way it should not');
  return error;
}

/** The findings, as `place [rule]`. */
function found(stdout: string): readonly string[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/: (?:error|warning|info): .* \[/, ' ['));
}

describe('what is no text', { timeout: PATIENCE }, () => {
  it.each([
    ['picture.yaml', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
    ['zeros.yaml', new Uint8Array(100_000)],
    ['latin1.yaml', Buffer.from(`${HEAD}data: {a: caf\u00e9}\n`, 'latin1')],
    ['cut.yaml', Buffer.from(`${HEAD}data: {a: "\u20ac"}\n`).subarray(0, -4)],
    ['half-a-pair.yaml', Buffer.concat([Buffer.from(HEAD), Buffer.from([0xed, 0xa0, 0x80])])],
  ])('%s is refused, also from a pipe, and named among others', async (name, bytes) => {
    write(name, bytes);
    const named = await run(name);
    expect(named).toMatchObject({ code: 2, stdout: '' });
    expect(told(named.stderr)).toContain(`"${name}" is not a text file`);

    const piped = await pipe(bytes);
    expect(piped.code).toBe(2);
    expect(told(piped.stderr)).toBe('error: standard input is not a text, so it is no manifest');

    const together = inside(`with-${name}`);
    mkdirSync(together);
    writeFileSync(join(together, name), bytes);
    writeFileSync(join(together, 'good.yaml'), `${FLOW}colour: red\n`);
    const { code, stdout } = await argoflow(['lint', '-o', 'concise'], { cwd: together });
    expect({ code, found: [...found(stdout)].sort(byText) }).toEqual({
      code: 1,
      found: [`${name} [yaml/not-text]`, 'good.yaml:5:1 [schema/unknown-field]'].sort(byText),
    });
  });

  it('characters that no YAML may hold are shown with their place', async () => {
    write('control.yaml', `${HEAD}data: {a: "\u0007"}\n`);
    const { code, stdout } = await run('control.yaml', '-o', 'concise');
    expect({ code, found: found(stdout) }).toEqual({ code: 1, found: ['control.yaml:4:12 [yaml/not-text]'] });
  });
});

describe('what is too much', { timeout: PATIENCE }, () => {
  it('100 MB of YAML are not read, from a file or from a pipe', async () => {
    const chunk = Buffer.from(`${GOOD}---\n`.repeat(20_000));
    const file = openSync(inside('huge.yaml'), 'w');
    for (let size = 0; size < 100 * 1024 * 1024; size += chunk.length) writeSync(file, chunk);
    closeSync(file);
    const named = await run('huge.yaml', '-o', 'concise');
    expect(named.code).toBe(1);
    expect(named.stdout).toMatch(
      /^huge\.yaml: error: the file has 10\d(?:\.\d)? MB, and up to 32 MB are read \[yaml\/too-large\]\n$/,
    );
    const piped = await pipe(readFileSync(inside('huge.yaml')));
    expect(piped.code).toBe(2);
    expect(told(piped.stderr)).toBe('error: standard input is larger than 64 MB');
    rmSync(inside('huge.yaml'));
  });

  it('a stream without an end is left after what is read of a file', async () => {
    const child = spawn('bash', ['-c', '"$0" "$1" lint <(yes "a: 1") -o concise', process.execPath, BINARY], {
      cwd: folder,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    for await (const text of child.stdout.setEncoding('utf8')) stdout += String(text);
    expect(stdout).toMatch(
      /: error: the file has more than 32 MB, which is all that is read \[yaml\/too-large\]\n$/,
    );
  });

  const deep = 10_000;
  let bomb = `${HEAD}a0: &a0 [${Array(10).fill('x').join(', ')}]\n`;
  for (let level = 1; level < 12; level++) {
    bomb += `a${level}: &a${level} [${Array(10)
      .fill(`*a${level - 1}`)
      .join(', ')}]\n`;
  }
  it.each([
    ['maps.yaml', `${HEAD}data: ${'{a: '.repeat(deep)}1${'}'.repeat(deep)}\n`, 'yaml/too-deep'],
    ['lists.yaml', `${HEAD}data: ${'['.repeat(deep)}${']'.repeat(deep)}\n`, 'yaml/too-deep'],
    ['open.yaml', `${HEAD}data: ${'{a: ['.repeat(deep)}`, 'yaml/too-deep'],
    ['dashes.yaml', `${HEAD}data:\n  ${'- '.repeat(deep)}1\n`, 'yaml/too-deep'],
    [
      'blocks.yaml',
      `${HEAD}${Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')}`,
      'yaml/too-deep',
    ],
    ['bomb.yaml', bomb, 'yaml/too-large'],
    ['circle.yaml', `${HEAD}data: &a {b: *a}\n`, 'yaml/syntax'],
  ])('%s is one finding, and the next document is judged all the same', async (name, text, rule) => {
    write(name, text);
    write('next.yaml', `${GOOD}colour: red\n`);
    const { code, stdout, stderr } = await run(name, 'next.yaml', '-o', 'concise');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const lines = found(stdout);
    expect(lines).toHaveLength(2);
    expect(lines[0]?.startsWith(name) ? lines : [...lines].reverse()).toEqual([
      expect.stringMatching(new RegExp(`^${name}:\\d+:\\d+ \\[${rule}\\]$`)),
      'next.yaml:4:1 [schema/unknown-field]',
    ]);
  });

  it('a line of a megabyte is shown in a window', async () => {
    write(
      'long.yaml',
      `{apiVersion: v1, kind: ServiceAccount, metadata: {name: "${'a'.repeat(1_000_000)}"}, colour: 1}\n`,
    );
    const { code, stdout } = await run('long.yaml');
    expect(code).toBe(1);
    expect(stdout).toContain('colour');
    expect(stdout.length).toBeLessThan(10_000);
  });
});

describe('keys that JavaScript knows', { timeout: PATIENCE }, () => {
  const keys = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'prototype'];

  it('are fields like any other', async () => {
    write('keys.yaml', `${GOOD}${keys.map((key) => `${key}: {polluted: true}\n`).join('')}`);
    const { code, stdout } = await run('keys.yaml', '-o', 'concise');
    expect(code).toBe(1);
    for (const key of keys) expect(stdout).toContain(`the ServiceAccount has no field "${key}" [`);
    expect(found(stdout)).toHaveLength(keys.length);
  });

  it('change nothing in a config, in a baseline or in names', async () => {
    write('proto.yaml', '__proto__: {complete: true}\n');
    expect(told((await run('keys.yaml', '--config', 'proto.yaml')).stderr)).toContain(
      'proto.yaml:1: a config has no key "__proto__"',
    );
    write('proto.yaml', 'rules: {__proto__: off}\n');
    expect(told((await run('keys.yaml', '--config', 'proto.yaml')).stderr)).toContain('no rule "__proto__"');
    write(
      'proto.json',
      '{"version": 1, "__proto__": {"findings": []}, "findings": [{"__proto__": {"file": "a"}}]}',
    );
    expect(told((await run('keys.yaml', '--baseline', 'proto.json')).stderr)).toContain(
      'findings[0] has no text "file"',
    );
    write('names.yaml', keys.map((key) => GOOD.replace('build', key)).join('---\n'));
    const { code, stderr } = await run('names.yaml');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });
});

describe('what cannot be read', { timeout: PATIENCE }, () => {
  it('links that lead in a circle are one line, and folders that hold themselves are read once', async () => {
    mkdirSync(inside('loop/deeper'), { recursive: true });
    write('loop/a.yaml', `${FLOW}colour: red\n`);
    symlinkSync('..', inside('loop/deeper/up'));
    symlinkSync('.', inside('loop/self'));
    const { code, stdout } = await run('loop', '-o', 'concise');
    expect({ code, found: found(stdout) }).toEqual({
      code: 1,
      found: [`${join('loop', 'a.yaml')}:5:1 [schema/unknown-field]`],
    });

    symlinkSync('circle', inside('circle'));
    const circle = await run('circle');
    expect(circle.code).toBe(3);
    expect(told(circle.stderr)).toBe('error: cannot read "circle": its symbolic links go in a circle');
  });

  it.each([
    [['none.yaml'], 2, 'there is no file or folder "none.yaml"'],
    [['empty'], 3, 'the folder "empty" has no manifests'],
    [['good.yaml', '--config', 'none.yaml'], 2, 'there is no file "none.yaml"'],
    [['good.yaml', '--config', 'empty'], 3, 'cannot read "empty": it is a folder'],
    [['good.yaml', '--config', 'keys-config.yaml'], 2, 'keys-config.yaml:2: a config has no key "path"'],
    [['good.yaml', '--config', 'binary.yaml'], 2, '"binary.yaml" is not a text file, so it is no config'],
    [['good.yaml', '--config', 'bomb-config.yaml'], 2, 'bomb-config.yaml:'],
    [['good.yaml', '--baseline', 'none.json'], 2, 'there is no baseline "none.json"'],
    [['good.yaml', '--baseline', 'empty'], 3, 'cannot read "empty": it is a folder'],
    [['good.yaml', '--baseline', 'binary.yaml'], 2, '"binary.yaml" is not a text file, so it is no baseline'],
    [['good.yaml', '--baseline', 'good.yaml'], 2, '"good.yaml" is no baseline: it is not JSON'],
    [['good.yaml', '--baseline', 'no/such/known.json', '--write-baseline'], 3, 'its folder does not exist'],
    [['good.yaml', '--output', 'json=empty'], 3, 'cannot write "empty": it is a folder'],
    [[''], 2, 'there is no file or folder ""'],
    [['a\u0000b'], 2, 'a'],
  ])('%j is one line', async (args, code, message) => {
    mkdirSync(inside('empty'), { recursive: true });
    write('good.yaml', GOOD);
    write('binary.yaml', new Uint8Array(8).fill(0xff));
    write('keys-config.yaml', 'complete: true\npath: [deploy]\n');
    write(
      'bomb-config.yaml',
      `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n${'rules: [*b]\n'.repeat(2)}`,
    );
    if (args.some((word) => word.includes('\0'))) {
      // No program can be started with such a word; who calls the room can.
      const request = { paths: args, complete: false, assume: [], ignores: true };
      await expect(runLint(request, async () => '')).rejects.toThrow('null bytes');
      return;
    }
    const ending = await run(...args);
    expect(ending).toMatchObject({ code, stdout: '' });
    expect(told(ending.stderr)).toContain(message);
  });

  it('folders and files that the system keeps from us', async () => {
    // As root, who reads everything, no mode of a file helps: the port refuses.
    const denied = (path: string): Files => {
      const refuse = (asked: string) => {
        if (asked === path) throw Object.assign(new Error(`EACCES: ${asked}`), { code: 'EACCES' });
      };
      return {
        status: async (asked) => realFiles.status(asked),
        list: async (asked) => {
          refuse(asked);
          return realFiles.list(asked);
        },
        read: async (asked) => {
          refuse(asked);
          return realFiles.read(asked);
        },
      };
    };
    mkdirSync(inside('kept/secret'), { recursive: true });
    write('kept/secret/a.yaml', GOOD);
    await expect(loadManifests([inside('kept')], { files: denied(inside('kept')) })).rejects.toMatchObject({
      kind: 'work',
      message: `cannot read "${inside('kept')}": permission denied`,
    });
    for (const path of ['kept/secret', 'kept/secret/a.yaml'].map(inside)) {
      const { diagnostics } = await loadManifests([inside('kept')], { files: denied(path) });
      expect(diagnostics).toEqual([
        {
          rule: 'load/unreadable',
          severity: 'error',
          message: `cannot read "${path}": permission denied`,
          at: { file: path },
        },
      ]);
    }
  });
});

/** Bytes on standard input; the program may stop reading before they end. */
async function pipe(bytes: Uint8Array): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [BINARY, 'lint', '-'], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: 'pipe',
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(bytes);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
