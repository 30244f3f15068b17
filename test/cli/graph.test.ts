import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';

const FLOWS = new URL('../graph/flows/', import.meta.url);

const folder = mkdtempSync(join(tmpdir(), 'argoflow-graph-'));
const run = (...args: string[]) => argoflow(['graph', ...args], { cwd: folder });
const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
    cwd: folder,
    stdio: 'pipe',
  });

beforeAll(() => {
  for (const name of ['webhook', 'broken'])
    writeFileSync(join(folder, `${name}.yaml`), readFileSync(new URL(`${name}.yaml`, FLOWS)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('graph', () => {
  it('draws a flow as a tree, and ends with 0 where all links lead somewhere', async () => {
    const { code, stdout, stderr } = await run('webhook.yaml');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('└─ EventBus default · demo.deploy');
    expect(stdout).toMatch(/\nno broken link\n$/);
  });

  it('ends with 1 where a link is broken, whatever the formats', async () => {
    const files = ['mermaid', 'dot', 'svg', 'html', 'markdown', 'json'];
    const { code, stdout } = await run(
      'broken.yaml',
      ...files.flatMap((format) => ['-o', `${format}=b.${format}`]),
    );
    expect(code).toBe(1);
    // Whoever writes files only still wants to read what was found.
    expect(stdout).toContain('11 broken links');
    for (const format of files) expect(readFileSync(join(folder, `b.${format}`), 'utf8')).toContain('github');
    expect((await run('broken.yaml', '-o', 'svg')).code).toBe(1);
  });

  it('writes several formats at once', async () => {
    const { code, stdout } = await run(
      'webhook.yaml',
      '-o',
      'svg=flow.svg',
      '-o',
      'html=flow.html',
      '-o',
      'json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
    expect(readFileSync(join(folder, 'flow.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(readFileSync(join(folder, 'flow.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });

  it('stays ASCII where nothing else can be shown', async () => {
    const { stdout } = await argoflow(['graph', 'webhook.yaml'], { cwd: folder, env: { LANG: 'C' } });
    expect(stdout.replaceAll('…', '')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('reads standard input', async () => {
    const stdin = readFileSync(join(folder, 'webhook.yaml'), 'utf8');
    const { code, stdout } = await argoflow(['graph', '-', '-o', 'mermaid'], { cwd: folder, stdin });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^flowchart LR\n/);
  });

  it('says what is not there when the files are everything', async () => {
    const sensor =
      '{apiVersion: argoproj.io/v1alpha1, kind: Sensor, metadata: {name: s}, spec: {dependencies: [{name: d, eventSourceName: e, eventName: sent}], triggers: [{template: {name: t, log: {}}}]}}';
    const open = await argoflow(['graph', '-'], { cwd: folder, stdin: sensor });
    expect([open.code, open.stdout.includes('? not among the files')]).toEqual([0, true]);
    const whole = await argoflow(['graph', '-', '--complete'], { cwd: folder, stdin: sensor });
    expect([whole.code, whole.stdout.includes('broken link')]).toEqual([1, true]);
    const assumed = ['--assume', 'EventBus/default', '--assume', 'EventSource/e'];
    expect(
      (await argoflow(['graph', '-', '--complete', ...assumed], { cwd: folder, stdin: sensor })).code,
    ).toBe(0);
  });

  it.each([
    [['nowhere.yaml'], 2, 'nowhere.yaml'],
    [['webhook.yaml', '-o', 'svgg'], 2, 'did you mean "svg"?'],
    [['webhook.yaml', '-o', 'svg', '-o', 'dot'], 2, 'standard output can hold one format'],
    [['webhook.yaml', '-o', 'svg=no/such/folder.svg'], 3, 'its folder does not exist'],
    [['webhook.yaml', '--diff', 'HEAD'], 3, '--diff asks git'],
  ])('refuses %j', async (args, code, text) => {
    const env = { GIT_CEILING_DIRECTORIES: tmpdir() };
    const ending = await argoflow(['graph', ...args], { cwd: folder, env });
    expect(ending.code).toBe(code);
    expect(ending.stderr).toContain(text);
    expect(ending.stderr).not.toMatch(/\n {4}at /);
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });

  it('draws what can be read of broken files, and says what cannot', async () => {
    const stdin = `a: [\n---\n${readFileSync(join(folder, 'webhook.yaml'), 'utf8')}`;
    const { code, stdout, stderr } = await argoflow(['graph', '-'], { cwd: folder, stdin });
    expect(code).toBe(1);
    expect(stderr).toContain('<stdin>:2:1');
    expect(stdout).toContain('EventSource demo');
  });

  it('shows what a change adds, changes and removes', async () => {
    git('init', '-q', '-b', 'main');
    git('add', 'webhook.yaml');
    git('commit', '-qm', 'one');
    const before = readFileSync(join(folder, 'webhook.yaml'), 'utf8');
    expect((await run('webhook.yaml', '--diff', 'main')).stdout).toContain('0 added, 0 changed, 0 removed');
    writeFileSync(join(folder, 'webhook.yaml'), before.replace('method: POST', 'method: PUT'));
    writeFileSync(
      join(folder, 'new.yaml'),
      'apiVersion: argoproj.io/v1alpha1\nkind: EventBus\nmetadata: {name: new, namespace: argo-events}\nspec: {jetstream: {version: latest}}\n',
    );
    const { stdout } = await run('webhook.yaml', 'new.yaml', '--diff=main', '-o', 'markdown');
    expect(stdout).toMatch(/since `main \([0-9a-f]+\)`: 1 added, 1 changed, 0 removed/);
    expect(stdout).toContain('| ✏️ changed | webhook event "deploy" | `method` |');
    expect(stdout).toContain('| ➕ added | EventBus "new" in namespace "argo-events" |');
    expect(await run('webhook.yaml', '--diff', 'no-such')).toMatchObject({ code: 2 });
  });
});

it('takes a Secret that a generator of the kustomization makes for one that is there, as lint does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'argoflow-graph-generated-'));
  try {
    const secret = '{name: hooks, key: key}';
    const push = `{repositories: [{owner: a, names: [b]}], events: [push], webhook: {endpoint: /push, port: "12000", method: POST, url: "https://a.example.com"}, webhookSecret: ${secret}}`;
    writeFileSync(
      join(folder, 'source.yaml'),
      `apiVersion: argoproj.io/v1alpha1\nkind: EventSource\nmetadata: {name: github, namespace: ci}\nspec: {github: {push: ${push}}}\n`,
    );
    const findings = async () => (await argoflow(['graph', folder, '--complete', '-o', 'json'])).stdout;
    expect(await findings()).toContain('"reference/secret-missing"');
    writeFileSync(
      join(folder, 'kustomization.yaml'),
      'resources: [source.yaml]\nsecretGenerator:\n  - name: hooks\n    literals: [key=x]\n',
    );
    expect(await findings()).not.toContain('"reference/secret-missing"');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
