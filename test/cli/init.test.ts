import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'argoflow-init-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const GOLDEN = new URL('../scaffold/golden/', import.meta.url);
const WEBHOOK = [
  '.argoflow.yaml',
  'README.md',
  'deploy.flowtest.yaml',
  'event-bus.yaml',
  'event-source.yaml',
  'event.json',
  'kustomization.yaml',
  'rbac.yaml',
  'sensor.yaml',
];

/** Without the checks at the end, which take most of its time. */
const init = (...args: string[]) => argoflow(['init', ...args, '--no-check'], { cwd: root });
const text = (path: string) => readFileSync(join(root, path), 'utf8');

describe('argoflow init', () => {
  it('writes the project, and says what comes next', async () => {
    const { code, stdout, stderr } = await argoflow(['init', 'demo', '--yes'], { cwd: root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^demo: an HTTP request runs a Workflow \(template webhook\)\n/);
    expect(stdout).toMatch(/^ {2}created {2}sensor\.yaml +\d+ bytes$/m);
    expect(stdout).toMatch(
      /\n9 files written\n\n {2}✓ lint {8}nothing to find\n {2}✓ rbac check {2}3 needed, 3 allowed\n {2}✓ test-event {2}event\.json fires demo\/run-workflow\n\nnext: argoflow test-event -f demo\n$/,
    );
    expect(readdirSync(join(root, 'demo')).sort(byText)).toEqual(WEBHOOK);
    for (const path of WEBHOOK) {
      expect(text(join('demo', path)), path).toBe(readFileSync(new URL(`webhook/${path}`, GOLDEN), 'utf8'));
    }
  });

  it('asks nothing where nobody can answer', async () => {
    expect(await init('demo')).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(join(root, 'demo'))).toHaveLength(WEBHOOK.length);
  });

  it('a second time finds nothing to do', async () => {
    await init('demo', '--yes');
    const { code, stdout } = await init('demo', '--yes');
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}unchanged /gm)).toHaveLength(WEBHOOK.length);
    expect(stdout).toContain('nothing to do: all files are there already\n');
  });

  it('takes the name of the current folder', async () => {
    mkdirSync(join(root, 'My Flow'));
    const { code } = await argoflow(['init', '--yes'], { cwd: join(root, 'My Flow') });
    expect(code).toBe(0);
    expect(text('My Flow/sensor.yaml')).toContain('\n  name: my-flow\n');
  });

  it('takes parameters from flags', async () => {
    const flags = ['--name', 'a', '--namespace', 'b', '--port', '99', '--endpoint', '/c', '--set', 'event=d'];
    expect(await init('x', ...flags, '--set', 'replicas=1')).toMatchObject({ code: 0 });
    const source = text('x/event-source.yaml');
    for (const line of ['name: a', 'namespace: b', 'port: 99', 'endpoint: /c', 'port: "99"', 'd:']) {
      expect(source).toMatch(new RegExp(`^[ -]+${line}$`, 'm'));
    }
    expect(text('x/event-bus.yaml')).toMatch(/^ {4}replicas: 1$/m);
  });

  it('refuses a parameter that would keep the events of its sample from coming', async () => {
    const { code, stderr } = await init(
      'demo',
      '--template',
      'resource',
      '--set',
      'resource=deployments',
      '--yes',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('"resource/configmap.updated" is of resource "configmaps", not "deployments"\n');
    expect(readdirSync(root)).toEqual([]);
  });

  it('shows the plan of a dry run, and writes nothing', async () => {
    const { code, stdout } = await init('demo', '--yes', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}create {2}event\.json +\d+ bytes$/m);
    expect(stdout).toMatch(/\ndry run: nothing was written\n$/);
    expect(readdirSync(root)).toEqual([]);
  });

  it('never overwrites without --force, and gives the command that does', async () => {
    await init('demo', '--yes');
    writeFileSync(join(root, 'demo/rbac.yaml'), 'mine\n');
    const again = ['demo', '--yes', '--set', 'event=go', '--port', '81'];
    const refused = await init(...again);
    expect(refused).toMatchObject({
      code: 3,
      stdout: '',
      stderr:
        'error: 5 different files are already in "demo": README.md, deploy.flowtest.yaml, event-source.yaml, rbac.yaml, sensor.yaml\n' +
        'help: argoflow init demo --yes --port 81 --set event=go --force\n',
    });
    expect(text('demo/rbac.yaml')).toBe('mine\n');

    const planned = await init(...again, '--dry-run');
    expect(planned).toMatchObject({ code: 3, stderr: refused.stderr });
    expect(planned.stdout).toMatch(/^ {2}in the way {2}rbac\.yaml +\d+ bytes$/m);
    expect(text('demo/rbac.yaml')).toBe('mine\n');

    const command = /^help: argoflow (.*)$/m.exec(refused.stderr)?.[1]?.split(' ') ?? [];
    const forced = await argoflow(command, { cwd: root });
    expect(forced.code).toBe(0);
    expect(forced.stdout).toMatch(/^ {2}overwritten {2}rbac\.yaml +\d+ bytes$/m);
    expect(text('demo/rbac.yaml')).toContain('workflowtaskresults');
    expect(text('demo/event-source.yaml')).toContain('\n    go:\n');
  });

  it('quotes the command that it gives', async () => {
    const args = ['it is', '-t', 'calendar', '--set', 'schedule=*/5 * * * *'];
    await init(...args);
    writeFileSync(join(root, 'it is/rbac.yaml'), 'mine\n');
    expect((await init(...args)).stderr).toContain(
      "help: argoflow init 'it is' --yes --template calendar --set 'schedule=*/5 * * * *' --force\n",
    );
  });

  it('says which check fails, in a folder that holds more', async () => {
    mkdirSync(join(root, 'demo'));
    const sensor =
      'apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: mine, namespace: argo-events}\n';
    writeFileSync(join(root, 'demo/mine.yaml'), `${sensor}spec: {dependencies: [], triggers: []}\n`);
    const { code, stdout } = await argoflow(['init', 'demo', '--yes'], { cwd: root });
    expect(code).toBe(1);
    expect(stdout).toMatch(/\n9 files written\n\n {2}✗ lint {8}\S/);
    expect(stdout).toMatch(/^ {2}✓ test-event /m);
  });

  it('lists the templates', async () => {
    const { code, stdout } = await init('--list-templates');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^webhook: an HTTP request runs a Workflow\n {2}name +the folder's name, else webhook\n/m,
    );
    expect(stdout).toMatch(/^calendar: a schedule runs a Workflow$/m);
    // As its sample has it, without which the events would not come.
    expect(stdout).toMatch(/^ {2}resource +configmaps$/m);
    expect(readdirSync(root)).toEqual([]);
  });

  it.each([
    [
      ['--port', 'x'],
      2,
      'error: parameter "port": "x" is not valid, expected a whole number from 1 to 65535\n',
    ],
    [['--name', 'Ä'], 2, 'error: parameter "name": "Ä" is not valid, expected a name of at most 47'],
    [['--name', 'a"\nb: c'], 2, 'error: parameter "name": "a\\"\\nb: c" is not valid, expected'],
    [['-t', 'webhok'], 2, 'error: no template "webhok", did you mean "webhook"?\nhelp: the templates are'],
    [
      ['-t', 'calendar', '--port', '1'],
      2,
      'error: template "calendar" has no parameter "port"\nhelp: its para',
    ],
    [['--set', 'prt=1'], 2, 'error: template "webhook" has no parameter "prt", did you mean "port"?\n'],
    [['--set', 'port'], 2, 'error: --set "port" is not KEY=VALUE\nhelp: --set replicas=1\n'],
    [['--set', 'port=1', '--port', '1'], 2, 'error: parameter "port" is given twice\n'],
    [['file'], 3, 'error: "file" is a file, not a folder\n'],
    [['file/below'], 3, 'error: cannot write "file/below": a part of its path is a file, not a folder\n'],
  ])('%j ends with %d and one clear line', async (args, code, message) => {
    writeFileSync(join(root, 'file'), 'precious\n');
    const ending = await init(...args, '--yes');
    expect(ending).toMatchObject({ code, stdout: '' });
    expect(ending.stderr.slice(0, message.length)).toBe(message);
    expect(readdirSync(root)).toEqual(['file']);
    expect(text('file')).toBe('precious\n');
  });

  it('paints only when asked', async () => {
    expect((await init('demo', '--yes', '--color')).stdout).toContain('\u001b[');
    expect((await init('demo', '--yes')).stdout).not.toContain('\u001b[');
  });
});

describe.each(['webhook', 'calendar'])('a fresh project of the template %s', (template) => {
  it('fires its Workflow with its sample event', async () => {
    expect(await init('demo', '--yes', '--template', template)).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await argoflow(['test-event', '-f', 'demo', '--output', 'json'], {
      cwd: root,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const result = JSON.parse(stdout) as {
      readonly outcome: string;
      readonly diagnostics: readonly unknown[];
      readonly firings: readonly { readonly stimulus: { readonly origin: string } }[];
    };
    expect(result).toMatchObject({ outcome: 'fires', diagnostics: [] });
    expect(result.firings.map(({ stimulus }) => stimulus.origin)).toEqual([join('demo', 'event.json')]);
  });
});

describe('init of parts', () => {
  const KEPT = `POST /hooks HTTP/1.1
Host: hooks.example.com
X-GitHub-Event: release
X-Hub-Signature-256: sha256=00ff
Authorization: Bearer hush
Content-Type: application/json

{"action":"published","release":{"tag_name":"v2.0.0","prerelease":false},"repository":{"full_name":"a/b"},"sender":{"login":"c"}}
`;

  it('makes a project of an event that came in, and fires it', async () => {
    writeFileSync(join(root, 'delivery.txt'), KEPT);
    const args = [
      '--from-event',
      'delivery.txt',
      '--param',
      'tag=body.release.tag_name',
      '--filter',
      'body.action=published',
    ];
    const { code, stdout, stderr } = await argoflow(['init', 'release', '--yes', ...args], { cwd: root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}✓ test-event {2}event\.json fires release\/run-workflow$/m);
    expect(stdout).toMatch(/^ {2}✓ test-event {2}the filters stop: body\.action is not-published$/m);
    expect(text('release/event-source.yaml')).toContain('events: [release]');
    for (const path of readdirSync(join(root, 'release'))) {
      expect(text(join('release', path)), path).not.toMatch(/hush|00ff/);
    }
    const tested = await argoflow(['test', 'release', '--coverage-min', '100'], { cwd: root });
    expect(tested).toMatchObject({ code: 0, stderr: '' });
    // From standard input, the same files.
    const again = await argoflow(['init', 'release', '--yes', '--from-event', '-', ...args.slice(2)], {
      cwd: root,
      stdin: KEPT,
    });
    expect(again.stdout).toContain('nothing to do: all files are there already\n');
  });

  it('gives the command that overwrites, with all choices in it', async () => {
    const args = [
      '--source',
      'kafka',
      '--trigger',
      'http',
      '--no-filter',
      '--param',
      'id=body.orderId',
      '--set',
      'topic=a',
    ];
    expect(await init('orders', '--yes', ...args)).toMatchObject({ code: 0, stderr: '' });
    const made = text('orders/sensor.yaml');
    writeFileSync(join(root, 'orders/sensor.yaml'), 'mine\n');
    const refused = await init('orders', '--yes', ...args);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(
      'help: argoflow init orders --yes --template kafka --trigger http --no-filter --param id=body.orderId --set topic=a --force\n',
    );
    const command = /^help: argoflow (.*)$/m.exec(refused.stderr)?.[1]?.split(' ') ?? [];
    expect(await argoflow([...command, '--no-check'], { cwd: root })).toMatchObject({ code: 0 });
    expect(text('orders/sensor.yaml')).toBe(made);
  });

  it('writes the project before the cluster is asked, and says why it cannot be', async () => {
    const { code, stdout, stderr } = await argoflow(['init', 'demo', '--yes', '--no-check', '--install'], {
      cwd: root,
      env: { KUBECONFIG: join(root, 'nowhere') },
    });
    expect(code).toBe(3);
    expect(stdout).toContain('9 files written');
    expect(stderr).toMatch(/^error: no kubeconfig found: "\S+nowhere" does not exist/);
  });

  it.each([
    [['--source', 'githb'], 'error: no type of event source "githb", did you mean "github"?\n'],
    [
      ['--source', 'github', '--param', 'ref=body.rev'],
      'error: the event has no "body.rev": its parameter would get nothing\nhelp: "body" has ',
    ],
    [['--from-event', 'nothing.json'], 'error: there is no file "nothing.json"\n'],
  ])('%j ends with one clear line, and writes nothing', async (args, message) => {
    const ending = await init('demo', '--yes', ...args);
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr.slice(0, message.length)).toBe(message);
    expect(readdirSync(root)).toEqual([]);
  });
});

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
