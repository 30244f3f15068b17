import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeKubeconfig } from '../cluster/stand-in.ts';
import { argoflow, BINARY, cleanEnvironment } from '../support/binary.ts';
import { Watching } from '../support/watching.ts';

let root = '';
const fresh = mkdtempSync(join(tmpdir(), 'argoflow-test-init-'));
beforeAll(async () => {
  expect(await argoflow(['init', 'demo', '--yes', '--no-check'], { cwd: fresh })).toMatchObject({ code: 0 });
});
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'argoflow-test-'));
  cpSync(fresh, root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
afterAll(() => rmSync(fresh, { recursive: true, force: true }));

const run = (...args: string[]) => argoflow(args, { cwd: root });
const text = (name: string) => readFileSync(join(root, 'demo', name), 'utf8');
const write = (name: string, content: string) => writeFileSync(join(root, 'demo', name), content);
const TEST = 'deploy.flowtest.yaml';
const wrong = () => write(TEST, text(TEST).replace('message: no message', 'message: none'));

describe('argoflow test', () => {
  it('passes what init writes, in a folder and by name', async () => {
    const { code, stdout, stderr } = await run('test', '--coverage');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('  ✓ nothing but a POST is taken\n');
    expect(stdout).toMatch(/\ncoverage: 1 of 1 way, 100 %\n\n3 cases of 1 file: 3 passed\n$/);
    expect(await run('test', `demo/${TEST}`)).toMatchObject({ code: 0 });
  });

  it('ends with 1 and shows both places when a case fails', async () => {
    wrong();
    write('event-source.yaml', text('event-source.yaml').replace('method: POST', 'method: PUT'));
    const { code, stdout } = await run('test', 'demo');
    expect(code).toBe(1);
    expect(stdout).toMatch(/\ndemo\/deploy\.flowtest\.yaml:|\n {2}demo\/deploy\.flowtest\.yaml:\d+:\d+\n/);
    expect(stdout).toMatch(/\n {2}demo\/event-source\.yaml:22:15\n {4}20 │/);
    expect(stdout).toMatch(/\n3 cases of 1 file: 1 passed, 2 failed\n$/);
    const bail = await run('test', 'demo', '--bail');
    expect(bail.stdout).toMatch(/\n3 cases of 1 file: 0 passed, 1 failed, 2 not run\n$/);
    expect(bail.code).toBe(1);
  });

  it('chooses cases by their names', async () => {
    wrong();
    expect(await run('test', '-t', 'nothing but')).toMatchObject({ code: 0 });
    expect((await run('test', '-t', 'NOTHING', '-t', 'with its message')).stdout).toContain(
      '2 cases of 1 file: 2 passed',
    );
    expect(await run('test', '--filter', 'nothing but a PUT is taken')).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr:
        'error: no case has "nothing but a PUT is taken" in its name\nhelp: did you mean "nothing but a POST is taken"?\n',
    });
  });

  it('writes several reports at once', async () => {
    wrong();
    const outputs = ['junit=out.xml', 'json=out.json', 'markdown=out.md', 'github'].flatMap((one) => [
      '-o',
      one,
    ]);
    const { code, stdout } = await run('test', ...outputs);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=demo\/deploy\.flowtest\.yaml,line=27,col=\d+,endColumn=\d+,title=/);
    expect(readFileSync(join(root, 'out.xml'), 'utf8')).toContain(
      '<testsuites name="argoflow test" tests="3" failures="1"',
    );
    expect(JSON.parse(readFileSync(join(root, 'out.json'), 'utf8'))).toMatchObject({
      kind: 'FlowTestResult',
      summary: { passed: 2, failed: 1, broken: 0, notRun: 0 },
    });
    expect(readFileSync(join(root, 'out.md'), 'utf8')).toContain('expected "none", got "no message"');
    expect(await run('test', '-o', 'junt')).toMatchObject({
      code: 2,
      stderr: 'error: "junt" is no output format\nhelp: did you mean "junit"?\n',
    });
  });

  it('writes snapshots when it is told to, and only then', async () => {
    write('all.flowtest.yaml', '# Kept.\nevent: {body: {message: hi}} # this, too\nsnapshot: true\n');
    const before = text('all.flowtest.yaml');
    const missing = await run('test', '-t', 'all');
    expect(missing.code).toBe(1);
    expect(missing.stdout).toContain('help: argoflow test --update writes it');
    expect(existsSync(join(root, 'demo/all.flowtest.snap'))).toBe(false);
    const written = await run('test', '-t', 'all', '--update');
    expect(written).toMatchObject({ code: 0, stderr: 'wrote the snapshots "demo/all.flowtest.snap"\n' });
    expect(text('all.flowtest.yaml')).toBe(before);
    expect(await run('test')).toMatchObject({ code: 0, stderr: '' });
    expect(await run('test', '-u')).toMatchObject({ code: 0, stderr: '' });

    write('sensor.yaml', text('sensor.yaml').replace('busybox:1.37', 'busybox:1.38'));
    const changed = await run('test', '-t', 'all');
    expect(changed.code).toBe(1);
    expect(changed.stdout).toMatch(/^ {2}-.*busybox:1\.37/m);
    expect(changed.stdout).toMatch(/^ {2}\+.*busybox:1\.38/m);

    write('all.flowtest.yaml', before.replace('snapshot: true\n', ''));
    expect((await run('test')).stdout).toContain('all.flowtest.yaml');
    expect(await run('test', '-u')).toMatchObject({ code: 0 });
    expect(existsSync(join(root, 'demo/all.flowtest.snap'))).toBe(false);
    // No other command takes it for a manifest.
    expect(await run('lint', 'demo', '-o', 'concise')).toMatchObject({ code: 0, stdout: '' });
  });

  it('fails below the coverage that is asked for', async () => {
    const filters = '      filters:\n        data: [{path: body.message, type: string, value: [".+"]}]\n';
    write(
      'sensor.yaml',
      text('sensor.yaml').replace('      eventName: deploy\n', `      eventName: deploy\n${filters}`),
    );
    write(TEST, text(TEST).replace(/\n {2}- name: a request without[\s\S]*?(?=\n {2}- name: nothing)/, ''));
    const { code, stdout, stderr } = await run('test', '--coverage-min', '80');
    expect(code).toBe(1);
    expect(stdout).toContain('  filter demo/request data filter 1 never refuses\n    demo/sensor.yaml:');
    expect(stderr).toBe('coverage: 2 of 3 ways, 66.6 %, less than the 80 % of --coverage-min\n');
    expect(await run('test', '--coverage-min', '60')).toMatchObject({ code: 0, stderr: '' });
  });

  it('never shows a secret', async () => {
    write(
      'event-source.yaml',
      `${text('event-source.yaml').replace(/ {6}# authSecret:[\s\S]*$/, '')}      authSecret: {name: token, key: value}\n`,
    );
    const secrets = 'secrets: {token: {value: top-secret-token}}\n';
    write(
      'auth.flowtest.yaml',
      `${secrets}event: {body: {message: top-secret-token}}\nexpect: {triggers: {run-workflow: {parameters: {message: other}}}}\nsnapshot: true\n`,
    );
    write(
      TEST,
      `${secrets}cases: [{name: signed}, {name: not signed, event: {headers: {Authorization: Bearer no}}, expect: dropped}]\n`,
    );
    const outputs = ['junit=out.xml', 'json=out.json', 'markdown=out.md', 'github=out.txt'].flatMap((one) => [
      '-o',
      one,
    ]);
    const { code, stdout, stderr } = await run('test', '--update', ...outputs);
    expect(code).toBe(1);
    expect(stdout).toMatch(/2 passed, 1 failed\n$/);
    const files = ['out.xml', 'out.json', 'out.md', 'out.txt', 'demo/auth.flowtest.snap'];
    const all = stdout + stderr + files.map((name) => readFileSync(join(root, name), 'utf8')).join('');
    expect(all).not.toContain('top-secret');
    expect(all).toContain('***');
  });

  it.each([
    [
      'none',
      {},
      ['test', 'empty'],
      2,
      'error: there are no flow tests in "empty"\nhelp: a flow test is a file NAME.flowtest.yaml; argoflow record makes one of an event\n',
    ],
    [
      'a path that is none',
      {},
      ['test', 'dmo'],
      2,
      'error: there is no file or folder "dmo"\nhelp: did you mean "demo"?\n',
    ],
  ])('says what is wrong: %s', async (_name, _files, args, code, stderr) => {
    mkdirSync(join(root, 'empty'));
    expect(await run(...args)).toMatchObject({ code, stderr, stdout: '' });
  });

  it('goes on with the others where some can not be run', async () => {
    const broken: readonly (readonly [content: string, message: RegExp])[] = [
      [
        'event: {bodi: {}}\n',
        /x0\.flowtest\.yaml:1:9\nerror: an event has no key "bodi"\n[\s\S]*?did you mean "body"\?/,
      ],
      ['event: [\n', /x1\.flowtest\.yaml:2:1\nerror: expected "\]" to end a list in brackets/],
      ['expect: fires:run-workflw\n', /error: no trigger "run-workflw", did you mean "run-workflow"\?/],
      ['event: github/psh\n', /error: no sample "psh" of type github, did you mean "github\/push"\?/],
      ['event: none.json\n', /error: there is no file "demo\/none\.json"/],
    ];
    for (const [index, [content]] of broken.entries()) write(`x${index}.flowtest.yaml`, content);
    const { code, stdout, stderr } = await run('test', 'demo');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    for (const [, message] of broken) expect(stdout).toMatch(message);
    expect(stdout).toContain('✓ demo/deploy.flowtest.yaml  3 cases');
    expect(stdout).not.toMatch(/\n\s+at \S+ \(/);
    // Work that could not be done weighs more than a slip in a flow test.
    write('y.flowtest.yaml', 'manifests: [broken.yaml]\n');
    write('broken.yaml', 'a: [\n');
    const worse = await run('test', 'demo');
    expect(worse.code).toBe(3);
    expect(worse.stdout).toContain('\ndemo/y.flowtest.yaml\nerror: demo/broken.yaml:2:1: expected "]"');
  });

  it('is no manifest to other commands', async () => {
    write('x.flowtest.yaml', 'apiVersion: v1\nkind: [\n');
    expect(await run('lint', 'demo', '-o', 'concise')).toMatchObject({ code: 0, stdout: '' });
    expect(await run('rbac', 'check', 'demo')).toMatchObject({ code: 0 });
    expect(await run('lint', `demo/${TEST}`)).toMatchObject({
      code: 2,
      stderr: `error: "demo/${TEST}" is a flow test, and no manifest\nhelp: argoflow test demo/${TEST}\n`,
    });
  });

  it('runs again when a manifest or a flow test changes, until Ctrl-C', async () => {
    const started = new Watching(root, 'test', 'demo', '--watch');
    try {
      expect(await started.run()).toContain('3 passed');
      wrong();
      const second = await started.run();
      expect(second).toContain(`changed: demo/${TEST}`);
      expect(second).toContain('2 passed, 1 failed');
      write('sensor.yaml', text('sensor.yaml').replace('value: no message', 'value: none'));
      const third = await started.run();
      expect(third).toContain('changed: demo/sensor.yaml');
      expect(third).toContain('3 passed');
      started.interrupt();
      expect(await started.ending).toMatchObject({ code: 130 });
    } finally {
      started.interrupt('SIGKILL');
    }
  });
});

describe('argoflow record', () => {
  it('keeps what is fired, and its flow test passes', async () => {
    const { code, stdout, stderr } = await run(
      'record',
      '-f',
      'demo',
      '--set',
      'body.message=hey',
      '-H',
      'Authorization: Bearer abc',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      'created  demo/demo-deploy.json\ncreated  demo/demo-deploy.flowtest.yaml\n  demo/deploy fires run-workflow\n\nnext: argoflow test demo/demo-deploy.flowtest.yaml\n',
    );
    expect(JSON.parse(text('demo-deploy.json'))).toEqual({
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: { message: 'hey' },
    });
    expect((await run('test', 'demo')).stdout).toMatch(/4 cases of 2 files: 4 passed\n$/);
    const more = await run('record', '-f', 'demo', '-X', 'GET', '--to', `demo/${TEST}`, '--name', 'a GET');
    expect(more.stdout).toContain(`changed  demo/${TEST}\n  a GET\n`);
    expect((await run('test', 'demo')).stdout).toMatch(/5 cases of 2 files: 5 passed\n$/);
  });

  it('keeps the requests that arrive at a port', async () => {
    const child = spawn(
      process.execPath,
      [BINARY, 'record', '-f', 'demo', '--listen', '--port', '0', '--count', '2'],
      {
        cwd: root,
        env: cleanEnvironment(),
      },
    );
    let printed = '';
    const ending = new Promise((resolve) => child.on('close', resolve));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
    const url = await new Promise<string>((resolve) => {
      let told = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        told += chunk;
        const found = /listening (\S+)/.exec(told)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const headers = { 'Content-Type': 'application/json', 'X-Token': 'abcdef' };
    await fetch(url, { method: 'POST', headers, body: '{"message":"one"}' });
    await fetch(url, { method: 'POST', headers, body: '{"message":"two"}' });
    expect(await ending).toBe(0);
    expect(printed).toContain('  demo/deploy fires run-workflow\n  demo/deploy fires run-workflow (2)\n');
    expect(text('demo-deploy.json') + text('demo-deploy-2.json')).not.toContain('abcdef');
    expect(text('demo-deploy.flowtest.yaml')).toContain('message: two');
    expect((await run('test', 'demo')).stdout).toMatch(/5 cases of 2 files: 5 passed\n$/);
  });

  it('keeps what somebody has kept already', async () => {
    const request =
      'POST /deploy HTTP/1.1\nContent-Type: application/json\nAuthorization: Bearer abc\n\n{"message":"kept"}\n';
    const { code, stderr } = await argoflow(['record', '-f', 'demo', '--from', '-'], {
      cwd: root,
      stdin: request,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(text('demo-deploy.json')).not.toContain('Bearer');
    expect(text('demo-deploy.flowtest.yaml')).toContain('message: kept');
    expect(await run('test', 'demo')).toMatchObject({ code: 0 });
  });

  it('says that no cluster answers, and writes nothing', async () => {
    const kubeconfig = writeKubeconfig('http://127.0.0.1:9', {});
    const { code, stderr } = await run('record', '-f', 'demo', '--cluster', '--kubeconfig', kubeconfig);
    expect(code).toBe(3);
    expect(stderr).toContain('cannot reach "http://127.0.0.1:9"');
    expect(existsSync(join(root, 'demo/demo-deploy.json'))).toBe(false);
  });

  it.each([
    [['--from', 'none.txt'], 2, 'there is no file "none.txt"'],
    [['--from', 'x', '--data', '{}'], 2, '--from'],
    [['demo/deplo'], 2, 'did you mean "demo/deploy"?'],
    [['--to', 'x.yaml'], 2, '"x.yaml" is no name of a flow test'],
    [['-f', 'none'], 2, 'there is no file or folder "none"'],
  ])('writes nothing on %j', async (args, code, message) => {
    const given = args.includes('-f') ? args : ['-f', 'demo', ...args];
    const { code: ended, stdout, stderr } = await run('record', ...given);
    expect({ ended, stdout }).toEqual({ ended: code, stdout: '' });
    expect(stderr).toContain(message);
    expect(existsSync(join(root, 'demo/demo-deploy.json'))).toBe(false);
  });
});
