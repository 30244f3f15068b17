import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { cleanEnvironment } from '../support/binary.ts';
import { fixed, shownRuns, timeless, typedLines } from '../support/readme.ts';

const home = inject('home');
const PACKAGE = join(home, 'node_modules', 'argoflow');
const ROOT = new URL('../../', import.meta.url).pathname;

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(home, 'work '));
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** A line for a shell, on a machine that has nothing but Node and argoflow. */
function shell(line: string): { code: number | null; stdout: string; stderr: string } {
  const env = {
    ...cleanEnvironment({ KUBECONFIG: join(home, 'no kubeconfig'), HOME: home, GOROOT: undefined }),
    PATH: inject('path'),
  };
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', line], {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { code: status, stdout, stderr };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

describe('the tarball', () => {
  it('needs no other package', () => {
    expect(readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'argoflow',
    ]);
    const text = readFileSync(join(PACKAGE, 'package.json'), 'utf8');
    expect(JSON.parse(text)).not.toHaveProperty('dependencies');
  });

  it.each(['templates', 'payloads'])('holds all of %s', (folder) => {
    const here = filesBelow(join(ROOT, folder));
    expect(here.length).toBeGreaterThan(10);
    expect(new Set(filesBelow(join(PACKAGE, folder)))).toEqual(new Set(here));
  });

  it.each([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'THIRD_PARTY_NOTICES.md',
    'bin/run.js',
    'dist/catalogue.json',
    'dist/engine.wasm',
    'dist/engine.worker.js',
    'dist/types/library/index.d.ts',
    'oclif.manifest.json',
    'schemas/config.v1.schema.json',
  ])('holds %s', (file) => {
    expect(existsSync(join(PACKAGE, file))).toBe(true);
  });

  it('holds nothing that only its making needs', () => {
    const others = filesBelow(PACKAGE).filter((file) =>
      /^(?:src|test|engine|node_modules)\/|\.mjs$|\.ts$|\.go$|tsconfig|\.new$/.test(
        file.replace(/\.d\.ts$/, ''),
      ),
    );
    expect(others).toEqual([]);
  });

  it('is not larger than ten megabytes', () => {
    expect(statSync(inject('tarball')).size).toBeLessThan(10_000_000);
  });
});

describe('where there is no Go', () => {
  it('there is none', () => {
    expect(shell('command -v go').code).not.toBe(0);
    expect(shell('command -v git').code).not.toBe(0);
  });

  it.each([
    ['argoflow --version', /^argoflow \d/],
    // Shells of those who write programs have it.
    ['NODE_ENV=development argoflow schema --list', /Sensor/],
    ['kubectl-argoflow --version', /^argoflow \d/],
    ['kubectl_complete-argoflow rbac ch', /^check\t.*\n:4\n$/],
  ])('%s', (line, expected) => {
    const { code, stdout, stderr } = shell(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });

  const commands = Object.keys(
    (JSON.parse(readFileSync(join(PACKAGE, 'dist/catalogue.json'), 'utf8')) as { commands: object }).commands,
  );
  it.each(commands)('argoflow %s --help', (command) => {
    const { code, stdout, stderr } = shell(`argoflow ${command} --help`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('EXAMPLES');
  });

  it('an event comes through the engine', () => {
    expect(shell('argoflow init engine --yes && argoflow test-event -f engine --expect fires').code).toBe(0);
  });

  it('nothing is written into the package', () => {
    const written = filesBelow(PACKAGE).filter((file) => statSync(join(PACKAGE, file)).mtimeMs > started);
    expect(written).toEqual([]);
  });
});
const started = Date.now();

describe('the README', () => {
  describe('shows what is printed', () => {
    it.each(shownRuns())('$command', ({ command, output }) => {
      const { stdout } = shell(`argoflow ${command} ${fixed(command).join(' ')}`);
      expect(timeless(stdout)).toBe(timeless(output));
    });
  });

  describe('names commands that work', () => {
    beforeAll(() => {
      for (const folder of ['deploy', 'demo']) {
        if (!existsSync(join(cwd, folder))) shell(`argoflow init ${folder} --yes --name ${folder}`);
      }
      mkdirSync(join(cwd, 'ci'), { recursive: true });
    });

    // Those that end only when somebody ends them are tried elsewhere.
    const lines = typedLines().filter(
      (line) => /^argoflow /.test(line) && !/ --(?:watch|listen)\b/.test(line),
    );
    it.each(lines)('%s', (line) => {
      const { code, stderr } = shell(line);
      expect(stderr).not.toContain('in a way it should not');
      // Without a cluster, commands that need one say so; those of a project have their findings.
      if (code === 3) expect(stderr).toContain('kubeconfig');
      else expect({ code, stderr: code === 0 || code === 1 ? '' : stderr }).toMatchObject({ stderr: '' });
      expect(code).not.toBe(2);
    });

    it('several', () => {
      expect(lines.length).toBeGreaterThan(5);
    });
  });
});
