import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-scaffold-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => argoflow(args, { cwd: folder });
const scaffold = (...args: string[]) => run('scaffold', 'event-source', ...args);
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('scaffold event-source', () => {
  it('adds to a project, which stays clean and keeps what it has', async () => {
    await run('init', '.', '--yes', '--no-check', '--name', 'demo', '--namespace', 'ci', '--set', 'bus=main');
    const before = read('kustomization.yaml');
    const added = await scaffold('github', '--set', 'owner=example');
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toContain('4 files written');
    expect(read('github-event-source.yaml')).toContain('namespace: ci\nspec:\n  eventBusName: main\n');
    expect(read('kustomization.yaml')).toBe(
      `${before}  - github-event-source-account.yaml\n  - github-event-source.yaml\n`,
    );
    const lint = await run('lint', '-o', 'json');
    expect(lint.code).toBe(0);
    expect(await run('rbac', 'check')).toMatchObject({ code: 0 });

    // Once more, and with a Secret that was filled in.
    writeFileSync(join(folder, 'github-secret.yaml'), read('github-secret.yaml').replace('replace-me', 'x'));
    const again = await scaffold('github', '--set', 'owner=example');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to do') });
    const changed = await scaffold('github', '--set', 'owner=another');
    expect(changed).toMatchObject({ code: 3 });
    expect(changed.stderr).toContain('a different file is already in ".": github-event-source.yaml');
    expect(read('github-event-source.yaml')).toContain('owner: example\n');
  });

  it('tells the next step, which works', async () => {
    const { stdout } = await scaffold('sqs');
    const next = /^next: argoflow (.*)$/m.exec(stdout)?.[1] ?? '';
    const { code, stdout: shown } = await run(...next.split(' '));
    expect(code).toBe(0);
    expect(shown).toContain('"messageId"');
  });

  it('writes nothing when it is only asked what it would do', async () => {
    const { code, stdout } = await scaffold('kafka', 'new', '--dry-run');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing was written'),
    });
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  it.each<[readonly string[], string]>([
    [['kafk'], 'no type of event source "kafk", did you mean "kafka"?'],
    [['kafka', '--name', 'My.Kafka'], 'parameter "name": "My.Kafka" is not valid'],
    [['kafka', '--set', 'topik=a'], 'has no parameter "topik", did you mean "topic"?'],
    [[], 'error: TYPE is missing\nhelp: one of: amqp, azureEventsHub, '],
  ])('%j is refused, and nothing is written', async (args, message) => {
    const ending = await scaffold(...args);
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes nothing into a project that cannot be read', async () => {
    writeFileSync(join(folder, 'broken.yaml'), 'apiVersion: v1\nkind: [\n');
    const ending = await scaffold('kafka');
    expect(ending).toMatchObject({ code: 3, stdout: '' });
    expect(ending.stderr).toContain('broken.yaml:');
    expect(readdirSync(folder)).toEqual(['broken.yaml']);
  });
});

describe('scaffold sensor and bus', () => {
  // An event source, made once.
  const source = mkdtempSync(join(tmpdir(), 'argoflow-scaffold-source-'));
  beforeAll(() => argoflow(['scaffold', 'event-source', 'github'], { cwd: source }));
  afterAll(() => rmSync(source, { recursive: true, force: true }));

  it('make a flow of an event source, which the next step fires', async () => {
    await scaffold('github');
    const bus = await run('scaffold', 'bus');
    expect(bus).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await run('scaffold', 'sensor', 'http', '--set', 'method=PUT');
    expect(code).toBe(0);
    expect(stdout).toContain('created  github-http-sensor.yaml');
    expect(stdout).toContain('created  github-http-sensor-rbac.yaml');
    const next = /^next: argoflow (.*)$/m.exec(stdout)?.[1] ?? '';
    expect(next).toBe('test-event github/example --event github/push -f .');
    const fired = await run(...next.split(' '));
    expect(fired.code).toBe(0);
    expect(fired.stdout).toContain('{"ref":"refs/heads/main"}');
    expect(await run('lint', '--complete', '-o', 'concise')).toMatchObject({ code: 0, stdout: '' });
    expect(await run('rbac', 'check', '--complete')).toMatchObject({ code: 0 });

    const again = await run('scaffold', 'sensor', 'http', '--set', 'method=PUT');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to do') });
    const changed = await run('scaffold', 'sensor', 'http', '--set', 'method=PATCH');
    expect(changed).toMatchObject({ code: 3, stdout: '' });
    expect(changed.stderr).toContain('a different file is already in ".": github-http-sensor.yaml');
    expect((await run('scaffold', 'sensor', 'http', '--set', 'method=PATCH', '--force')).code).toBe(0);
    expect(read('github-http-sensor.yaml')).toContain('method: PATCH\n');
  });

  it('show a patch that applies, and write nothing', async () => {
    await run('init', '.', '--yes', '--no-check', '--name', 'demo');
    const before = readdirSync(folder);
    const shown = await run('scaffold', 'sensor', 'k8s', '--diff', '--parameter', 'text=body.message');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('--- a/kustomization.yaml\n+++ b/kustomization.yaml\n');
    expect(shown.stdout).toContain('--- /dev/null\n+++ b/demo-k8s-sensor.yaml\n');
    expect(shown.stdout).toContain('+                dataKey: body.message\n');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('wait for several events, filter them and decide by conditions', async () => {
    await scaffold('github');
    await scaffold('gitlab');
    const undecided = await run('scaffold', 'sensor', 'log');
    expect(undecided).toMatchObject({ code: 2, stdout: '' });
    expect(undecided.stderr).toContain('--dependency with one of github/example, gitlab/example');
    const { code } = await run(
      ...['scaffold', 'sensor', 'slack', '--name', 'both', '--dependency', 'hub=github/example'],
      ...['--dependency', 'lab=gitlab', '--conditions', 'hub || lab', '--parameter', 'ref=hub:body.ref'],
      ...['--parameter', 'lab:body.user_name', '--filter', 'body.ref=refs/heads/main|refs/heads/release'],
    );
    expect(code).toBe(0);
    const sensor = read('both-sensor.yaml');
    expect(sensor).toContain('conditions: "hub || lab"\n');
    expect(sensor).toContain('          value: ["^refs/heads/main$", "^refs/heads/release$"]\n');
    const lint = await run('lint', '-o', 'concise');
    expect(lint.stdout).toBe('');
    const fired = await run('test-event', 'github/example', '-f', '.');
    expect(fired.stdout).toContain('both: ref=refs/heads/main');
    const filtered = await run('test-event', 'github/example', '-f', '.', '--set', 'body.ref=refs/heads/x');
    expect(filtered.stdout).toContain('filtered');
  });

  it('ask for the bus that the flow asks for', async () => {
    await scaffold('kafka', '--set', 'bus=main', '-n', 'ci');
    const { code, stdout } = await run('scaffold', 'bus', 'kafka');
    expect(code).toBe(0);
    expect(stdout).toContain('created  main-event-bus.yaml');
    expect(read('main-event-bus.yaml')).toContain('name: main\n  namespace: ci\n');
    // Such a bus makes event sources elect a leader by leases.
    expect(read('kafka-event-source-account.yaml')).toContain('automountServiceAccountToken: true\n');
    expect(read('kafka-event-source-account.yaml')).toContain('- leases\n');
    expect(await run('rbac', 'check', '--complete')).toMatchObject({ code: 0 });
    const again = await run('scaffold', 'event-source', 'kafka', '--set', 'bus=main', '-n', 'ci');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to do') });
    const other = await run('scaffold', 'bus', 'jetstream', '--name', 'main');
    expect(other.code).toBe(3);
  });

  it.each<[readonly string[], string]>([
    [['sensor', 'slak'], 'no kind "slak", did you mean "slack"?'],
    [['sensor', 'argo-workflow', '--dependency', 'github/exampel'], 'did you mean "github/example"?'],
    [['sensor', 'log', '--name', 'My Sensor'], 'parameter "name": "My Sensor" is not valid'],
    [['sensor', 'log', '--parameter', 'body.ref'], 'takes no parameters'],
    [['sensor', 'http', '--namespace', 'other'], 'is in the namespace "argo-events"'],
    [['sensor', 'http', '--set', 'bus=other'], 'is on the bus "default"'],
    [['sensor', 'http', '--conditions', 'b'], '"b" in the conditions is no dependency'],
    [['sensor', 'http', '--conditions', '!example'], 'are no conditions'],
    [['sensor', 'http', '--filter', 'body.ref'], '"body.ref" is no filter'],
    [['sensor', 'http', '--filter', 'body.ref>main'], 'compares numbers'],
    [['sensor', 'slack', '--parameter', 'body.commits.#.id'], 'is a query'],
    [['bus', 'rabbit'], 'no kind "rabbit"'],
    [['bus', 'jetstream', '--set', 'replicas=2'], '"2" is not a choice'],
  ])('%j is refused, and nothing is written', async (args, message) => {
    cpSync(source, folder, { recursive: true });
    const before = readdirSync(folder);
    const ending = await run('scaffold', ...args);
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain(message);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('need an event source', async () => {
    const ending = await run('scaffold', 'sensor', 'log');
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain('argoflow scaffold event-source TYPE');
  });

  it('refuse a name that another file has given away', async () => {
    await scaffold('github');
    writeFileSync(
      join(folder, 'mine.yaml'),
      'apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: github-log, namespace: argo-events}\n',
    );
    const ending = await run('scaffold', 'sensor', 'log');
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain('the Sensor "github-log" is there already, in mine.yaml');
    expect(ending.stderr).toContain('--name github-log-2');
  });

  it('write nothing where a file is in the way of a folder', async () => {
    await scaffold('github');
    writeFileSync(join(folder, 'file'), '');
    const ending = await run('scaffold', 'bus', 'jetstream', 'file/deep');
    expect(ending).toMatchObject({ code: 3, stdout: '' });
    expect(ending.stderr).toContain('a part of its path is a file');
  });
});
