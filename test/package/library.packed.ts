import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

// A program of somebody else, compiled against the types of the package and run.

const COMPILER = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const home = inject('home');
const PACKAGE = join(home, 'node_modules', 'argoflow');

const PROGRAM = `import { lint, rbac, simulate, UserError, type Diagnostic, type FiringResult, type LintReport, type Place, type TriggerOutcome } from 'argoflow';

const flow = {
  'source.yaml': \`apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: hooks, namespace: ci}
spec: {webhook: {push: {port: "12000", endpoint: /push, method: POST}}}
\`,
  'sensor.yaml': \`apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: builds, namespace: ci}
spec:
  template: {serviceAccountName: builder}
  dependencies:
    - name: push
      eventSourceName: hooks
      eventName: push
      filters: {data: [{path: body.branch, type: string, value: [main]}]}
  triggers:
    - template:
        name: build
        k8s:
          operation: create
          source:
            resource:
              apiVersion: v1
              kind: ConfigMap
              metadata: {generateName: build-}
\`,
} as const;

const versions = { argoEvents: '1.9.11', argoWorkflows: 'v4.1.2' };
const report: LintReport = await lint(flow, { complete: true, versions, rules: { 'reference/event-bus-missing': 'off' } });
const rules = report.diagnostics.map((one: Diagnostic) => one.rule);
const place: Place | undefined = report.diagnostics[0]?.at;
const fires = await simulate(flow, { data: { branch: 'main' }, at: '2026-01-02T15:04:05Z', seed: 1 });
const filtered = await simulate(flow, { targets: ['hooks/push'], data: { branch: 'other' } });
const rights = await rbac(flow, { complete: true, versions });
const outcomesOf = ({ triggers }: FiringResult): readonly TriggerOutcome[] => triggers.map(({ outcome }) => outcome);
const refused = await simulate(flow, { targets: ['nobody'] }).catch((error: unknown) =>
  error instanceof UserError ? error.kind : 'thrown',
);
console.log(JSON.stringify({
  rules: [...new Set(rules)].sort(),
  file: place?.file,
  line: place?.range?.start.line,
  outcomes: [fires.outcome, ...filtered.firings.flatMap(outcomesOf)],
  decision: filtered.firings[0]?.triggers[0]?.hops.at(-1)?.decision?.value,
  missing: rights.missing.map(({ account, verb, resource }) => \`\${account.name} \${verb} \${resource}\`),
  smallest: rights.smallest.map((object) => object['kind']),
  refused,
}));
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(home, 'library-'));
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    types: [],
    // console, which is all that the program takes from Node.
    lib: ['es2023', 'dom'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe('the library', () => {
  it('has types that a strict program compiles with, and does what they say', () => {
    expect(run([COMPILER, '-p', '.'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const { code, stdout, stderr } = run(['program.js']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      rules: ['event-source/service-missing', 'filter/regex-unanchored', 'reference/service-account-missing'],
      file: 'sensor.yaml',
      line: 5,
      outcomes: ['fires', 'filtered'],
      decision: '"other"',
      missing: ['builder create configmaps'],
      smallest: ['ServiceAccount', 'Role', 'RoleBinding'],
      refused: 'usage',
    });
  });

  it('has types of what it gives and takes, and of nothing that is inside', () => {
    const files = readdirSync(join(PACKAGE, 'dist/types'), { recursive: true, encoding: 'utf8' });
    const rooms = new Set(files.filter((file) => file.endsWith('.d.ts')).map((file) => file.split(sep)[0]));
    expect(rooms).toEqual(
      new Set([
        'diagnostic.d.ts',
        'errors.d.ts',
        'json.d.ts',
        'library',
        'simulate',
        'test-event',
        'workflow',
      ]),
    );
  });

  it('refuses in its types what it does not take', () => {
    writeFileSync(
      join(folder, 'wrong.ts'),
      `import { lint } from 'argoflow';\nawait lint({ 'a.yaml': 1 });\nawait lint([], { complet: true });\n`,
    );
    const { code, stdout } = run([
      COMPILER,
      '--noEmit',
      '--module',
      'nodenext',
      '--ignoreConfig',
      'wrong.ts',
    ]);
    expect(code).not.toBe(0);
    expect(stdout).toMatch(/wrong\.ts\(2,/);
    expect(stdout).toMatch(/wrong\.ts\(3,/);
  });

  it('gives its schemas away, and nothing else', () => {
    const program = (specifier: string) => `console.log(import.meta.resolve('${specifier}'))`;
    const resolve = (specifier: string) => run(['--input-type=module', '-e', program(specifier)]);
    expect(resolve('argoflow/schemas/config.v1.schema.json').code).toBe(0);
    expect(resolve('argoflow/dist/cli.js').stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});
