import {
  cpSync,
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
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { argoflow } from '../support/binary.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-scaffold-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => argoflow(args, { cwd: folder });
const scaffold = (...args: string[]) => run('scaffold', ...args);
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const repository = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('argoflow new', () => {
  it('is another word for scaffold', async () => {
    const { code, stdout } = await run('new', 'event-source', 'webhook');
    expect(code).toBe(0);
    expect(stdout).toContain('created  webhook-event-source.yaml');
    expect((await run('new', '--help')).stdout).toContain('scaffold workflow-template');
    expect((await run('help', 'new', 'bus')).stdout).toContain('Add an event bus');
  });
});

describe('scaffold --list', () => {
  it.each([
    ['event-source', 'github: a webhook of GitHub'],
    ['sensor', 'account    NAME-sensor'],
    ['bus', 'replicas   3 (3, 5, 1)'],
    ['workflow-template', 'parameter  message'],
    ['ci', 'jenkins: a pipeline of Jenkins'],
  ])('shows what there is of %s', async (part, line) => {
    const { code, stdout } = await run('scaffold', part, '--list');
    expect(code).toBe(0);
    expect(stdout).toContain(line);
  });
});

describe('scaffold with one word', () => {
  it('takes a folder for the folder, and a kind for the kind', async () => {
    mkdirSync(join(folder, 'deploy'));
    mkdirSync(join(folder, 'kafka'));
    expect(await scaffold('bus', 'deploy')).toMatchObject({ code: 0, stderr: '' });
    expect(read('deploy/default-event-bus.yaml')).toContain('jetstream:');
    expect((await scaffold('bus', 'kafka', '--name', 'other')).code).toBe(0);
    expect(read('other-event-bus.yaml')).toContain('kafka:');
    expect(readdirSync(join(folder, 'kafka'))).toEqual([]);
    expect(await scaffold('ci', 'deploy')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('help: one of: github, gitlab, jenkins, pre-commit'),
    });
    expect(await scaffold('bus', 'elsewhere')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no kind "elsewhere"'),
    });
  });
});

it.each([
  ['webhook', []],
  ['github', ['--dependency', 'demo/push']],
])(
  'a project of init, of type %s, passes its flow tests when it has got other sensors',
  async (type, more) => {
    await run('init', '.', '--yes', '--template', type, '--name', 'demo');
    // Its trigger is called as that of the project, takes nothing as this does, and no filter stops it.
    await scaffold('sensor', 'k8s', '--name', 'other', ...more);
    const { code, stdout } = await run('test');
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('passed') });
  },
);

it('a project of init passes its flow tests when it has got other events', async () => {
  await run('init', '.', '--yes', '--source', 'gitlab', '--name', 'demo', '--no-check');
  await scaffold('event-source', 'github');
  const { code, stdout } = await run('test');
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('passed') });
});

describe('scaffold workflow-template', () => {
  it('makes what a sensor can run, with its account', async () => {
    await scaffold('event-source', 'gitlab');
    await scaffold('bus');
    expect(
      (await scaffold('workflow-template', 'dag', '--name', 'build', '--set', 'parameter=ref')).code,
    ).toBe(0);
    const sensor = await scaffold('sensor', 'argoWorkflow', '--workflow-template', 'build');
    expect(sensor).toMatchObject({ code: 0, stderr: '' });
    expect(read('gitlab-argo-workflow-sensor.yaml')).toContain('name: ref\n');
    expect(await run('lint', '--complete', '-o', 'concise')).toMatchObject({ code: 0, stdout: '' });
    expect(await run('rbac', 'check', '--complete')).toMatchObject({ code: 0 });
    const fired = await run('test-event', '-f', '.');
    expect(fired.code).toBe(0);
    expect(fired.stdout).toContain('echo "build refs/heads/main"');
    const again = await scaffold('workflow-template', 'dag', '--name', 'build', '--set', 'parameter=ref');
    expect(again.stdout).toContain('nothing to do');
  });

  it('is asked for by its name and those of its parameters', async () => {
    await scaffold('event-source', 'gitlab');
    await scaffold('workflow-template', '--name', 'build');
    const misspelt = await scaffold('sensor', 'k8s', '--workflow-template', 'bild');
    expect(misspelt).toMatchObject({ code: 2, stdout: '' });
    expect(misspelt.stderr).toContain('no WorkflowTemplate "bild", did you mean "build"?');
    const unknown = ['--workflow-template', 'build', '--parameter', 'mesage=body.ref'];
    const ending = await scaffold('sensor', 'k8s', ...unknown);
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain('did you mean "message"?');
  });
});

describe('scaffold ingress', () => {
  it('leads to the paths and ports of an event source', async () => {
    await scaffold('event-source', 'github', '--endpoint', '/hooks/github', '--port', '12345');
    await scaffold('event-source', 'gitlab', '--set', 'url=https://lab.example.org');
    const undecided = await scaffold('ingress');
    expect(undecided.code).toBe(2);
    expect(undecided.stderr).toContain('--source with one of github, gitlab');
    expect((await scaffold('ingress', '--source', 'github')).code).toBe(0);
    const { spec } = parse(read('github-ingress.yaml')) as { spec: { rules: unknown } };
    expect(spec.rules).toEqual([
      {
        host: 'hooks.example.com',
        http: {
          paths: [
            {
              path: '/hooks/github',
              pathType: 'Exact',
              backend: { service: { name: 'github-eventsource-svc', port: { number: 12345 } } },
            },
          ],
        },
      },
    ]);
    expect((await scaffold('ingress', '--source', 'gitlab')).code).toBe(0);
    expect(read('gitlab-ingress.yaml')).toContain('host: lab.example.org\n');
    expect(await run('lint', '-o', 'concise')).toMatchObject({ code: 0, stdout: '' });
    expect((await scaffold('ingress', '--source', 'github')).stdout).toContain('nothing to do');
    const taken = await scaffold('ingress', '--source', 'github', '--name', 'other');
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain(
      '"hooks.example.com/hooks/github" leads elsewhere already: the Ingress "github" in github-ingress.yaml',
    );
  });

  it('refuses what takes no requests, and what has no Service', async () => {
    await scaffold('event-source', 'kafka');
    expect((await scaffold('ingress')).stderr).toContain('no event source that takes requests');
    await scaffold('event-source', 'webhook');
    const source = read('webhook-event-source.yaml');
    writeFileSync(
      join(folder, 'webhook-event-source.yaml'),
      source.replace(/ {2}service:\n(?: {4}.*\n)+/, ''),
    );
    const { code, stderr } = await scaffold('ingress');
    expect(code).toBe(2);
    expect(stderr).toContain('has no "service"');
  });
});

describe('scaffold rbac', () => {
  it('gives a flow all that it needs, and keeps what is there', async () => {
    await scaffold('event-source', 'github');
    await scaffold('sensor', 'argoWorkflow');
    await scaffold('sensor', 'k8s');
    rmSync(join(folder, 'github-k8s-sensor-rbac.yaml'));
    const roles = read('github-argo-workflow-sensor-rbac.yaml');
    writeFileSync(
      join(folder, 'github-argo-workflow-sensor-rbac.yaml'),
      roles.replace('  - list\n', '  # mine\n'),
    );
    writeFileSync(join(folder, 'kustomization.yaml'), '# All.\nresources: [github-event-source.yaml]\n');
    const shown = await scaffold('rbac', '--diff');
    expect(shown.code).toBe(0);
    expect(existsSync(join(folder, 'rbac.yaml'))).toBe(false);
    const { code, stdout } = await scaffold('rbac');
    expect(code).toBe(0);
    expect(stdout).toContain('changed  github-argo-workflow-sensor-rbac.yaml');
    expect(stdout).toContain('created  rbac.yaml');
    expect(read('github-argo-workflow-sensor-rbac.yaml')).toContain('  # mine\n');
    expect(read('kustomization.yaml')).toBe('# All.\nresources: [github-event-source.yaml, rbac.yaml]\n');
    expect(await run('rbac', 'check', '--complete')).toMatchObject({ code: 0 });
    expect((await scaffold('rbac')).stdout).toContain('nothing to do');
  });

  it('gives "default" a role where a sensor names no account', async () => {
    await scaffold('event-source', 'github');
    await scaffold('sensor', 'k8s');
    const sensor = read('github-k8s-sensor.yaml');
    writeFileSync(
      join(folder, 'github-k8s-sensor.yaml'),
      sensor.replace('    serviceAccountName: github-k8s-sensor\n', ''),
    );
    expect((await run('rbac', 'check', '--complete')).code).toBe(1);
    expect((await scaffold('rbac')).code).toBe(0);
    expect(await run('rbac', 'check', '--complete')).toMatchObject({ code: 0 });
  });
});

describe('scaffold ci', () => {
  // A flow that passes, made once.
  const made = mkdtempSync(join(tmpdir(), 'argoflow-scaffold-flow-'));
  beforeAll(async () => {
    for (const part of ['event-source github', 'bus jetstream', 'sensor http']) {
      await argoflow(['scaffold', ...part.split(' '), 'deploy'], { cwd: made });
    }
    mkdirSync(join(made, '.git'));
  });
  beforeEach(() => cpSync(made, folder, { recursive: true }));
  afterAll(() => rmSync(made, { recursive: true, force: true }));

  it.each([
    ['gitlab', '.gitlab/argoflow.yml'],
    ['jenkins', 'Jenkinsfile.argoflow'],
  ])('%s runs what passes here', async (system, file) => {
    const { code } = await scaffold('ci', system, 'deploy');
    expect(code).toBe(0);
    const [, words = ''] = /argoflow ci ([^'\n]*)/.exec(read(file)) ?? [];
    expect(words).toBe('deploy --reports argoflow-reports');
    expect((await run('ci', ...words.split(' '))).code).toBe(0);
    // What the file names as reports is what was written.
    const reports = read(file).match(/argoflow-reports\/[\w.-]+\.(?:json|xml)/g) ?? [];
    expect(reports.length).toBeGreaterThan(0);
    for (const report of reports) expect(existsSync(join(folder, report)), report).toBe(true);
    expect((await scaffold('ci', system, 'deploy')).stdout).toContain('nothing to do');
  });

  it('github uses inputs that the action has', async () => {
    expect((await scaffold('ci', 'github', 'deploy', '--set', 'repository=example/argoflow')).code).toBe(0);
    const { inputs } = parse(repository('action.yml')) as { inputs: object };
    type Step = { readonly uses: string; readonly with?: Readonly<Record<string, string>> };
    const workflow = parse(read('.github/workflows/argoflow.yml')) as {
      jobs: { argoflow: { steps: Step[] } };
    };
    const step = workflow.jobs.argoflow.steps.find(({ uses }) => uses === 'example/argoflow@main');
    expect(step?.with).toMatchObject({ paths: 'deploy' });
    expect(Object.keys(step?.with ?? {}).filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
  });

  it('pre-commit gets hooks that there are, beside its own', async () => {
    const before = '# Ours.\nrepos:\n  - repo: local # keep\n    hooks: []\n';
    writeFileSync(join(folder, '.pre-commit-config.yaml'), before);
    expect((await scaffold('ci', 'pre-commit', 'deploy')).code).toBe(0);
    const text = read('.pre-commit-config.yaml');
    expect(text.startsWith(before)).toBe(true);
    const hooks = (parse(repository('.pre-commit-hooks.yaml')) as { id: string }[]).map(({ id }) => id);
    const { repos } = parse(text) as { repos: { hooks: { id: string }[] }[] };
    const used = repos[1]?.hooks.map(({ id }) => id) ?? [];
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((id) => !hooks.includes(id))).toEqual([]);
    expect((await scaffold('ci', 'pre-commit', 'deploy')).stdout).toContain('nothing to do');
  });

  it('gitlab is included by the file that is there', async () => {
    writeFileSync(join(folder, '.gitlab-ci.yml'), '# Ours.\nbuild:\n  script: [make]\n');
    expect((await scaffold('ci', 'gitlab', 'deploy')).code).toBe(0);
    expect(read('.gitlab-ci.yml')).toContain('# Ours.\n');
    expect(parse(read('.gitlab-ci.yml'))).toEqual({
      include: [{ local: '.gitlab/argoflow.yml' }],
      build: { script: ['make'] },
    });
    writeFileSync(join(folder, '.gitlab-ci.yml'), 'include: other.yml\n');
    const refused = await scaffold('ci', 'gitlab', 'deploy');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('cannot add to "include" in .gitlab-ci.yml');
  });

  it.each<[readonly string[], string]>([
    [['ci', 'gitub', 'deploy'], 'no kind "gitub", did you mean "github"?'],
    [['ci', 'jenkins', 'deploy', '--set', "repository=x' y"], 'parameter "repository"'],
  ])('%j is refused, and nothing is written', async (args, message) => {
    const before = readdirSync(folder);
    const ending = await scaffold(...args);
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain(message);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('a project that cannot be read', () => {
  it.each([['sensor', 'log'], ['bus', 'jetstream'], ['workflow-template', 'dag'], ['ingress'], ['rbac']])(
    'gets nothing: %s',
    async (...args) => {
      writeFileSync(join(folder, 'broken.yaml'), 'apiVersion: v1\nkind: [\n');
      const ending = await scaffold(...args);
      expect(ending).toMatchObject({ code: 3, stdout: '' });
      expect(ending.stderr).toContain('broken.yaml:');
      expect(readdirSync(folder)).toEqual(['broken.yaml']);
    },
  );
});
