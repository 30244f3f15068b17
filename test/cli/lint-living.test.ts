import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';

/** A bus with a field that there is not: one finding, of schema/unknown-field. */
function bus(name: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: ${name}, namespace: ci}
colour: red
spec: {jetstream: {version: latest}}
`;
}

const root = mkdtempSync(join(tmpdir(), 'argoflow-living-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const run = (...args: string[]) => argoflow(['lint', ...args], { cwd: folder });
const places = (stdout: string) => stdout.split('\n').flatMap((line) => /^\S+?:\d+/.exec(line) ?? []);

describe('lint --baseline', () => {
  it('lives with what is known, and with nothing else', async () => {
    write('a.yaml', bus('one'));
    const missing = await run('a.yaml', '--baseline', 'known.json');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('argoflow lint --baseline known.json --write-baseline');

    const written = await run('a.yaml', '--baseline', 'known.json', '--write-baseline');
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: 'wrote 1 finding to "known.json"\n' });
    const known = readFileSync(join(folder, 'known.json'), 'utf8');

    write('a.yaml', `# moved\n\n${bus('one')}---\n${bus('two')}`);
    const later = await run('a.yaml', '--baseline', 'known.json', '-o', 'concise');
    expect(later.code).toBe(1);
    expect(places(later.stdout)).toEqual(['a.yaml:12']);
    expect((await run('a.yaml', '--baseline', 'known.json')).stdout).toContain(
      '1 finding held back by the baseline',
    );

    write('a.yaml', bus('one').replace('colour: red\n', ''));
    const mended = await run('a.yaml', '--baseline', 'known.json', '-o', 'concise');
    expect(mended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^known\.json:4:5: info: .* \[lint\/stale-baseline\]\n$/),
    });
    await run('a.yaml', '--baseline', 'known.json', '--write-baseline');
    expect(readFileSync(join(folder, 'known.json'), 'utf8')).not.toBe(known);
  });

  it('is named by the config, and says nothing of files that were not read', async () => {
    write('a.yaml', bus('one'));
    write('b.yaml', bus('two'));
    expect((await run('--write-baseline')).stderr).toContain('--write-baseline --baseline FILE');
    write('.argoflow.yaml', 'baseline: known.json\n');
    expect((await run('--write-baseline')).stderr).toContain('wrote 2 findings');
    expect(await run('b.yaml', '-o', 'concise')).toMatchObject({ code: 0, stdout: '' });
    rmSync(join(folder, 'a.yaml'));
    expect(await run('b.yaml', '-o', 'concise')).toMatchObject({ code: 0, stdout: '' });
    expect((await run('-o', 'concise')).stdout).toContain('"a.yaml", of which none is found');
  });
});

describe('lint - --stdin-filename', () => {
  const lint = (stdin: string, ...args: string[]) =>
    argoflow(['lint', '-', '-o', 'concise', ...args], { cwd: folder, stdin });

  it('names the text, and takes the place of that file', async () => {
    write('a.yaml', bus('saved'));
    write('b.yaml', bus('other'));
    const { stdout } = await lint(bus('edited'), '--stdin-filename', 'a.yaml');
    expect(places(stdout)).toEqual(['a.yaml:4']);
    const both = await lint(`\n${bus('edited')}`, '.', '--stdin-filename', './a.yaml');
    expect(places(both.stdout)).toEqual(['./a.yaml:5', 'b.yaml:4']);
  });

  it('needs the text', async () => {
    write('a.yaml', bus('a'));
    expect(await run('a.yaml', '--stdin-filename', 'a.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('which is not among the paths'),
    });
  });
});

describe('lint of what Helm or kustomize renders', () => {
  const rendered = `---
# Source: flow/templates/account.yaml
${bus('one')}---
# Source: flow/templates/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: fine}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: two
  annotations:
    config.kubernetes.io/origin: |
      path: base/account.yaml
colour: red
---
${bus('by-hand')}`;
  const lint = (format: string) => argoflow(['lint', '-', '-o', format], { cwd: folder, stdin: rendered });

  it('names the templates, and the lines of the output as such', async () => {
    const { stdout } = await lint('text');
    expect(stdout).toContain('flow/templates/account.yaml (rendered: <stdin>:6:1)\n');
    expect(stdout).toContain('base/account.yaml (rendered: <stdin>:21:1)\n');
    expect(stdout).toContain('\n<stdin>:26:1\n');
    expect((await lint('concise')).stdout).toMatch(
      /^<stdin>:6:1: error: .* \(rendered from flow\/templates\/account\.yaml\) \[schema\/unknown-field\]$/m,
    );
  });

  it('annotates the templates, for which there are no lines', async () => {
    const github = (await lint('github')).stdout;
    expect(github).toContain('::error file=flow/templates/account.yaml,title=schema/unknown-field::');
    expect(github).toContain('(in line 6 of what is rendered)');
    const found = JSON.parse((await lint('gitlab')).stdout) as { location: { path: string } }[];
    expect(found.map(({ location }) => location.path)).toContain('base/account.yaml');
  });
});

describe('lint --changed', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });

  it('reports what stands in files that changed, and reads all', async () => {
    mkdirSync(join(folder, 'deploy'));
    write('deploy/old.yaml', bus('old'));
    write('deploy/edited.yaml', bus('edited'));
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'one');
    expect((await run('--changed', 'deploy')).stdout).toBe(
      'nothing found in 2 objects of 2 files\n2 findings in files that did not change\n',
    );
    write('deploy/edited.yaml', `# edited\n${bus('edited')}`);
    write('deploy/new.yaml', bus('new'));
    const { code, stdout } = await run('--changed', '-o', 'concise');
    expect(code).toBe(1);
    expect(places(stdout)).toEqual(['deploy/edited.yaml:5', 'deploy/new.yaml:4']);
    const inside = await argoflow(['lint', '.', '--changed=main', '-o', 'concise'], {
      cwd: join(folder, 'deploy'),
    });
    expect(places(inside.stdout)).toEqual(['edited.yaml:5', 'new.yaml:4']);
    expect(await run('--changed=mian')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('git knows no commit "mian"'),
    });
  });

  it('says in one line that there is no repository', async () => {
    write('a.yaml', bus('a'));
    const env = { GIT_CEILING_DIRECTORIES: root };
    expect(await argoflow(['lint', '--changed'], { cwd: folder, env })).toMatchObject({
      code: 3,
      stdout: '',
      stderr: 'error: --changed asks git, and this folder is in no repository\n',
    });
  });
});
