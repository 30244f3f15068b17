import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';
import { misfits } from '../support/published-schema.ts';

let root = '';
const fresh = mkdtempSync(join(tmpdir(), 'argoflow-ci-init-'));
beforeAll(async () => {
  expect(await argoflow(['init', 'demo', '--yes', '--no-check'], { cwd: fresh })).toMatchObject({ code: 0 });
});
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'argoflow-ci-'));
  cpSync(fresh, root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
afterAll(() => rmSync(fresh, { recursive: true, force: true }));

const ci = (args: readonly string[], env: Record<string, string> = {}) =>
  argoflow(['ci', ...args], { cwd: root, env });
const edit = (name: string, from: string, to: string) => {
  const path = join(root, 'demo', name);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
/** One mistake for each part. */
function spoil(): void {
  edit('event-source.yaml', '      method: POST\n', '      method: POST\n      methd: POST\n');
  edit('rbac.yaml', '    verbs: [create]\n', '    verbs: [list]\n');
  edit('deploy.flowtest.yaml', 'message: no message', 'message: none');
}
/** How long it took is the machine's. */
const steady = (text: string) =>
  text
    .replace(/ {2}[\d.]+ (?:ms|s)$/gm, '  TIME')
    .replace(/time="[\d.]+"/g, 'time="TIME"')
    .replace(/"milliseconds": [\d.e-]+/g, '"milliseconds": 0');

describe('argoflow ci', () => {
  it('passes what init writes, with one summary', async () => {
    expect(await ci(['demo'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `✓ lint    nothing found in 10 objects of 4 files
✓ rbac    3 needed, 3 allowed, 0 missing, 0 not checked
✓ test    3 cases of 1 file: 3 passed; coverage: 1 of 1 way, 100 %
– doctor  left out: no cluster is named
          help: --cluster, or --context NAME

passed
`,
    });
  });

  it('says what each part has found, and writes all reports', async () => {
    spoil();
    const { code, stdout, stderr } = await ci(['demo', '--reports', 'out/reports']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/\nfailed: lint, rbac, test\n$/);
    await expect(steady(stdout)).toMatchFileSnapshot('golden/ci.txt');
    const report = (name: string) => readFileSync(join(root, 'out/reports', name), 'utf8');
    expect(readdirSync(join(root, 'out/reports'))).toEqual([
      'argoflow.json',
      'argoflow.sarif',
      'gl-code-quality-report.json',
      'junit.xml',
      'summary.md',
    ]);
    await expect(report('summary.md')).toMatchFileSnapshot('golden/ci.md');
    await expect(steady(report('junit.xml'))).toMatchFileSnapshot('golden/ci.xml');
    expect(report('argoflow.sarif')).toContain('"ruleId": "schema/unknown-field"');
    expect(misfits('ci', report('argoflow.json'))).toEqual([]);
    expect(JSON.parse(report('argoflow.json'))).toMatchObject({
      kind: 'CiResult',
      verdict: 'failed',
      parts: {
        lint: { verdict: 'failed' },
        rbac: { verdict: 'failed' },
        test: { verdict: 'failed' },
        doctor: { verdict: 'skipped' },
      },
      test: { kind: 'FlowTestResult', summary: { failed: 2 } },
    });
  });

  it('annotates and sums up in GitHub Actions, and adds to a summary that is there', async () => {
    spoil();
    const summary = join(root, 'summary.md');
    writeFileSync(summary, 'Of another step.\n');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    const { code, stdout } = await ci(['demo'], env);
    expect(code).toBe(1);
    const lines = stdout.split('\n').filter((line) => line.startsWith('::'));
    expect(lines.some((line) => line.startsWith('::error file=demo/event-source.yaml,line='))).toBe(true);
    expect(lines.some((line) => line.startsWith('::error file=demo/deploy.flowtest.yaml,line=25,'))).toBe(
      true,
    );
    expect(stdout).toContain('failed: lint, rbac, test\n');
    expect(readFileSync(summary, 'utf8')).toMatch(
      /^Of another step\.\n### argoflow: failed: lint, rbac, test\n/,
    );
    // Elsewhere the variables mean nothing.
    expect((await ci(['demo'], { GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '' })).stdout).not.toContain(
      '::error',
    );
  });

  it('leaves parts out, and asks for no flow tests where there are none', async () => {
    spoil();
    rmSync(join(root, 'demo/deploy.flowtest.yaml'));
    const { code, stdout } = await ci(['demo', '--skip', 'lint', '--skip', 'rbac']);
    expect(code).toBe(0);
    expect(stdout).toContain('– lint    left out: --skip lint\n');
    expect(stdout).toContain('– test    left out: there are no flow tests in "demo"\n');
    expect(await ci(['demo', '--skip', 'lnt'])).toMatchObject({ code: 2 });
  });

  it('goes on when a part cannot be done, and ends with the worst', async () => {
    writeFileSync(join(root, 'demo/.argoflow.yaml'), 'complet: true\n');
    const { code, stdout } = await ci(['demo', '-o', 'json', '--jobs', '1']);
    expect(code).toBe(2);
    expect(misfits('ci', stdout)).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'usage',
      parts: { lint: { verdict: 'usage' }, rbac: { verdict: 'usage' }, test: { verdict: 'passed' } },
    });
    rmSync(join(root, 'demo/.argoflow.yaml'));
    const kubeconfig = join(root, 'kubeconfig');
    writeFileSync(kubeconfig, 'apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\n');
    const cluster = await ci(['demo', '--context', 'none', '--kubeconfig', kubeconfig]);
    expect(cluster.code).toBeGreaterThan(1);
    expect(cluster.stdout).toContain('✓ test ');
    expect(cluster.stdout).toContain('could not be done: doctor');
  });

  it('says that reports cannot be written', async () => {
    writeFileSync(join(root, 'file'), '');
    const { code, stderr } = await ci(['demo', '--reports', 'file/reports']);
    expect(code).toBe(3);
    expect(stderr).toContain('error: cannot write the reports: ');
  });
});
