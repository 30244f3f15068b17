import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

// The workflow of releases, as far as it can be tried without GitHub.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILE = '.github/workflows/release.yml';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const steps = Object.values((parse(read(FILE)) as Workflow).jobs).flatMap((job) => job.steps);
const { scripts, version } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  version: string;
};

const folder = mkdtempSync(join(tmpdir(), 'argoflow-release-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a step in a folder that has the files of a checkout which it needs. */
function run(name: string, env: Readonly<Record<string, string>> = {}) {
  const script = steps.find((step) => step.name === name)?.run ?? `echo "no step ${name}"; exit 1`;
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
    {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

describe('the workflow of releases', () => {
  it('runs scripts that there are, with the Node of .ci/run and the actions of action.yml', () => {
    const named = steps.flatMap(({ run: text = '' }) => [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)]);
    expect(named.map(([, script = '']) => script).filter((script) => scripts[script] === undefined)).toEqual(
      [],
    );
    const nodes = new Set(steps.flatMap(({ with: given }) => given?.['node-version'] ?? []));
    expect([...nodes].map((node) => read('.ci/run').includes(`LTS=${node}\n`))).toEqual([true]);
    const actions = steps.flatMap(({ uses }) => (uses === undefined || /checkout/.test(uses) ? [] : [uses]));
    expect(actions.filter((uses) => !read('action.yml').includes(`uses: ${uses}\n`))).toEqual([]);
    for (const path of ['.ci/run', 'engine/go.mod', 'engine/go.sum', 'CHANGELOG.md']) {
      expect(read(FILE)).toContain(path);
      expect(existsSync(join(ROOT, path))).toBe(true);
    }
  });

  it('pastes nothing into a shell', () => {
    for (const { run: text = '' } of steps) expect(text).not.toContain('${{');
  });

  it('packs the executable with all licences, and its checksum', () => {
    for (const name of ['package.json', 'LICENSE', 'THIRD_PARTY_NOTICES.md'])
      writeFileSync(join(folder, name), read(name));
    mkdirSync(join(folder, 'executable/dist'), { recursive: true });
    for (const name of ['argoflow', 'LICENSE-node'])
      writeFileSync(join(folder, 'executable/dist', name), name);
    expect(run('Pack')).toEqual({ status: 0, stdout: '', stderr: '' });
    const name = `argoflow-${version}-${process.platform}-${process.arch}`;
    expect(readdirSync(folder).filter((file) => file.startsWith(`${name}.`))).toEqual([
      `${name}.tar.gz`,
      `${name}.tar.gz.sha256`,
    ]);
    const { stdout } = spawnSync('tar', ['-tzf', `${name}.tar.gz`], { cwd: folder, encoding: 'utf8' });
    const held = ['', 'LICENSE', 'LICENSE-node', 'THIRD_PARTY_NOTICES.md', 'argoflow'];
    expect(new Set(stdout.trim().split('\n'))).toEqual(new Set(held.map((file) => `${name}/${file}`)));
    const checked = spawnSync('shasum', ['-c', `${name}.tar.gz.sha256`], { cwd: folder, encoding: 'utf8' });
    expect(checked.stdout).toBe(`${name}.tar.gz: OK\n`);
  });

  it('refuses a tag that is not the version', () => {
    const { status, stdout } = run('Release', { GITHUB_REF_NAME: 'v99.0.0' });
    expect(status).toBe(1);
    expect(stdout).toContain(`the tag is v99.0.0, and package.json says ${version}`);
  });
});
