import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { cleanEnvironment, endingOf } from '../support/binary.ts';

// A machine without Node: nothing is on the PATH but the executable.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

let folder: string;
let home: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow executable ü '));
  home = mkdtempSync(join(folder, 'home '));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Surroundings {
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function run(args: readonly string[], { program = 'argoflow', env = {} }: Surroundings = {}) {
  const child = spawn(join(inject('programs'), program), args, {
    cwd: folder,
    env: cleanEnvironment({
      HOME: home,
      PATH: inject('programs'),
      XDG_CACHE_HOME: undefined,
      NODE_OPTIONS: undefined,
      ...env,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return endingOf(child);
}

/** What lies in a cache of the executable. */
function unpacked(cache: string): readonly string[] {
  return readdirSync(join(cache, 'argoflow'));
}

describe('the executable', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['--version', ['--version'], new RegExp(`^argoflow ${version}\n$`)],
    ['templates', ['init', 'demo', '--yes'], /✓ test-event {2}event\.json fires demo\/run-workflow\n/],
    ['the engine', ['test-event', '-f', 'demo', '--expect', 'fires'], /✓ fires {2}demo\/run-workflow/],
    ['schemas', ['lint', 'demo'], /^nothing found in 10 objects of 4 files\n$/],
    ['threads', ['test', 'demo'], /3 cases of 1 file: 3 passed/],
    ['samples', ['events', 'show', 'github/push', '-o', 'json'], /"ref": "refs\/heads\/main"/],
    ['help', ['lint', '--help'], /EXAMPLES/],
    ['completion', ['completion', 'bash'], /complete /],
  ])('has all that npm would have installed: %s', async (_, args, expected) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });

  it('hands exit codes on, and errors as they are', async () => {
    const { code, stderr } = await run(['lnt']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: .*\n(?:help: .*\n)?$/);
  });

  it('is a plug-in of kubectl by another name', async () => {
    expect((await run(['--version'], { program: 'kubectl-argoflow' })).stdout).toMatch(/^argoflow /);
    const { stdout } = await run(['rbac', 'ch'], { program: 'kubectl_complete-argoflow' });
    expect(stdout).toMatch(/^check\t.*\n:4\n$/);
  });

  it('brings the licence of the Node in it', () => {
    const licence = readFileSync(join(ROOT, 'executable/dist/LICENSE-node'), 'utf8');
    expect(licence).toContain('Node.js is licensed for use as follows');
    const [name = ''] = unpacked(join(home, '.cache'));
    expect(readFileSync(join(home, '.cache/argoflow', name, 'LICENSE-node'), 'utf8')).toBe(licence);
  });
});

describe('what the executable unpacks', () => {
  it('is unpacked once, into the cache', async () => {
    const cache = mkdtempSync(join(folder, 'cache '));
    await run(['--version'], { env: { XDG_CACHE_HOME: cache } });
    const [name = '', ...others] = unpacked(cache);
    expect(others).toEqual([]);
    expect(name).toMatch(new RegExp(`^${version}-[0-9a-f]{16}$`));
    const engine = () => statSync(join(cache, 'argoflow', name, 'dist/engine.wasm'));
    const before = engine();
    await run(['--version'], { env: { XDG_CACHE_HOME: cache } });
    expect([engine().ino, engine().mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(unpacked(cache)).toEqual([name]);
  });

  it('is whole when several start at once', async () => {
    const cache = mkdtempSync(join(folder, 'cache '));
    const several = Array.from({ length: 4 }, () =>
      run(['lint', '--list', '-o', 'json'], { env: { XDG_CACHE_HOME: cache } }),
    );
    for (const ending of await Promise.all(several)) expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(unpacked(cache)).toHaveLength(1);
  });

  it('lies in a folder of its own for a run where no cache can be, or one was taken apart', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp '));
    const args = ['test-event', '-f', 'demo'];
    const readOnly = await run(args, { env: { XDG_CACHE_HOME: '/dev/null', TMPDIR: temporary } });
    expect(readOnly).toMatchObject({ code: 0, stderr: '' });
    const cache = mkdtempSync(join(folder, 'cache '));
    await run(['--version'], { env: { XDG_CACHE_HOME: cache } });
    rmSync(join(cache, 'argoflow', unpacked(cache)[0] ?? '', 'start.cjs'));
    expect(await run(args, { env: { XDG_CACHE_HOME: cache, TMPDIR: temporary } })).toMatchObject({ code: 0 });
    const left = readdirSync(temporary).filter((name) => name !== 'node-compile-cache');
    expect(left).toEqual([]);
  });

  it('is asked a place for where there is none', async () => {
    const env = { XDG_CACHE_HOME: '/dev/null', TMPDIR: '/dev/null' };
    const { code, stdout, stderr } = await run(['--version'], { env });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: cannot unpack argoflow: .*\nhelp: set XDG_CACHE_HOME to /);
  });
});
