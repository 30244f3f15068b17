import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cleanEnvironment } from '../support/binary.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string } | undefined>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;
const { engines, scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  engines: { node: string };
  scripts: Record<string, string>;
};
const WRONG =
  'apiVersion: argoproj.io/v1alpha1\nkind: EventBus\nmetadata: {name: default}\ncolour: red\nspec: {jetstream: {version: latest}}\n';

const root = mkdtempSync(join(tmpdir(), 'argoflow-action-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(root, 'workspace-'));
});

function step(name: string): Step {
  const found = action.runs.steps.find((one) => one.name === name);
  if (found === undefined) throw new Error(`action.yml has no step "${name}"`);
  return found;
}

/** As a runner does: the inputs that are given, and the defaults, in the environment of the step's shell. */
function check(given: Readonly<Record<string, string>>) {
  const { run = '', env = {} } = step('Check');
  const inputs = Object.fromEntries(
    Object.entries(env).map(([name, expression]) => {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? '';
      return [name, given[input] ?? action.inputs[input]?.default ?? `no input ${expression}`];
    }),
  );
  const summary = join(workspace, 'summary.md');
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
    {
      cwd: workspace,
      env: cleanEnvironment({
        ...inputs,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: ROOT,
        GITHUB_STEP_SUMMARY: summary,
      }),
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
}

describe('the action', () => {
  it('is composite, and its shell steps read inputs from the environment only', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run, shell } of action.runs.steps) {
      if (run === undefined) continue;
      expect(shell).toBe('bash');
      // A text that is pasted into a script is a way in for whoever names a branch.
      expect(run).not.toContain('${{');
    }
  });

  it('uses every input that it has', () => {
    const used = JSON.stringify(action.runs).match(/inputs\.[a-z-]+/g) ?? [];
    expect(new Set(used.map((name) => name.slice('inputs.'.length)))).toEqual(
      new Set(Object.keys(action.inputs)),
    );
  });

  it('builds argoflow with a Node and a Go that it supports', () => {
    const node = action.inputs['node-version']?.default ?? '';
    expect(Number(node)).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]));
    expect(readFileSync(join(ROOT, '.ci/run'), 'utf8')).toContain(`LTS=${node}\n`);
    const files = action.runs.steps.flatMap(({ with: given = {} }) =>
      Object.values(given).flatMap((value) => /action_path \}\}\/(.+)$/.exec(String(value))?.[1] ?? []),
    );
    expect(files).toEqual(['engine/go.mod', 'engine/go.sum']);
    for (const file of files) expect(existsSync(join(ROOT, file))).toBe(true);
    const named = step('Build argoflow').run?.match(/npm run -s (\S+)/)?.[1] ?? '';
    expect(scripts).toHaveProperty(named);
  });

  it('annotates the lines of the repository, sums up, and fails the job', () => {
    mkdirSync(join(workspace, 'my deploy'));
    writeFileSync(join(workspace, 'my deploy/account.yaml'), WRONG);
    const { status, stdout, stderr, summary } = check({ paths: 'my deploy\n', reports: 'out' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(
      /^::error file=my deploy\/account\.yaml,line=4,col=1,endColumn=7,title=schema\/unknown-field::/,
    );
    expect(summary).toContain('`my deploy/account.yaml:4`');
    expect(readFileSync(join(workspace, 'out/argoflow.sarif'), 'utf8')).toContain('schema/unknown-field');
  });

  it('passes its inputs on', () => {
    writeFileSync(join(workspace, 'account.yaml'), WRONG);
    expect(check({ 'fail-on': 'warnin' })).toMatchObject({ status: 2 });
    expect(check({ config: 'none.yaml' }).stdout).toContain('none.yaml');
    expect(check({ baseline: 'none.json' }).stdout).toContain('none.json');
    writeFileSync(join(workspace, 'off.yaml'), 'rules: {schema/unknown-field: off}\npaths: [account.yaml]\n');
    const off = check({ config: 'off.yaml' });
    expect(off.status).toBe(0);
    expect(off.stdout).not.toContain('::error');
    expect(off.stdout).toContain('there are no flow tests in this folder');
    expect(check({ config: 'off.yaml', skip: 'test\nrbac' }).stdout).toContain('left out: --skip test');
    const sensor = 'apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: a}\nspec: {}\n';
    writeFileSync(join(workspace, 'sensor.yaml'), sensor);
    const missing = 'title=reference/event-bus-missing';
    expect(check({ paths: 'sensor.yaml' }).stdout).not.toContain(missing);
    expect(check({ paths: 'sensor.yaml', complete: 'true' }).stdout).toContain(missing);
  });

  it('runs the flow tests, and asks for as much coverage as is wanted', () => {
    execFileSync(process.execPath, [join(ROOT, 'bin/run.js'), 'init', 'flow', '--yes', '--no-check'], {
      cwd: workspace,
    });
    expect(check({ paths: 'flow' })).toMatchObject({ status: 0, stderr: '' });
    expect(check({ paths: 'flow', 'coverage-min': '101' })).toMatchObject({ status: 2 });
    const file = join(workspace, 'flow/deploy.flowtest.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('message: no message', 'message: none'));
    const { status, stdout, summary } = check({ paths: 'flow' });
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^::error file=flow\/deploy\.flowtest\.yaml,line=27,.*expected "none", got "no message"$/m,
    );
    expect(summary).toContain('| test | **failed** |');
  });

  it('looks at changed files only, where it is asked to', () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: workspace,
      });
    git('init', '-q', '-b', 'main');
    writeFileSync(join(workspace, 'old.yaml'), WRONG);
    git('add', '.');
    git('commit', '-qm', 'one');
    git('checkout', '-q', '-b', 'topic');
    writeFileSync(join(workspace, 'new.yaml'), WRONG.replace('default', 'other'));
    git('add', 'new.yaml');
    git('commit', '-qm', 'two');
    const { stdout } = check({ changed: 'main' });
    expect(stdout.match(/file=[^,]+/g)).toEqual(['file=new.yaml']);
  });
});
