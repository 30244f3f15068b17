import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';

const SENSOR = `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: build, namespace: ci}
spec:
  template: {serviceAccountName: builder}
  dependencies: [{name: push, eventSourceName: github, eventName: push}]
  triggers: [{template: {name: log, log: {}}}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: bilder, namespace: ci}
`;
const PLACE = 'sensor.yaml:5:34';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-lint-'));
  writeFileSync(join(folder, 'sensor.yaml'), SENSOR);
  writeFileSync(join(folder, 'good.yaml'), SENSOR.replace('bilder', 'builder'));
  writeFileSync(join(folder, 'broken.yaml'), `apiVersion: v1\nkind: [\n---\n${SENSOR}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => argoflow(['lint', ...args], { cwd: folder });

describe('lint', () => {
  it('prints a finding with its lines, help and rule, and what it could not judge', async () => {
    const { code, stdout, stderr } = await run('sensor.yaml');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('did you mean "builder"?'.replace('builder', 'bilder'));
    expect(stdout).toContain('[reference/service-account-missing]');
    expect(stdout).toContain('serviceAccountName: builder');
    expect(stdout).toContain('references 1 to EventBus, 1 to EventSource');
  });

  it('is silent about a good flow, but for what it looked at', async () => {
    const { code, stdout } = await run('good.yaml');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nothing found in 2 objects of 1 file\n/);
  });

  it('calls every missing target an error when the files are the whole flow', async () => {
    const assume = ['--assume', 'EventBus/ci/default', '--assume', 'EventSource/github'];
    expect((await run('good.yaml', '--complete')).code).toBe(1);
    expect((await run('good.yaml', '--complete', ...assume)).code).toBe(0);
  });

  it('says one thing in every format, and always ends with the same code', async () => {
    const formats = ['text', 'concise', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'junit', 'markdown'];
    for (const format of formats) {
      const { code, stdout } = await run('sensor.yaml', '-o', format);
      expect([format, code]).toEqual([format, 1]);
      expect(stdout).toContain('reference/service-account-missing');
    }
  });

  it('writes several formats at once', async () => {
    const { code, stdout } = await run(
      'sensor.yaml',
      '-o',
      'concise',
      '-o',
      'sarif=out.sarif',
      '-o',
      'json=out.json',
    );
    expect(code).toBe(1);
    expect(stdout).toContain(`${PLACE}: error: `);
    const sarif = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')) as {
      runs: { results: { ruleId: string }[] }[];
    };
    expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['reference/service-account-missing']);
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it('never lets a broken document hide the others', async () => {
    const { code, stdout } = await run('broken.yaml', '-o', 'concise');
    expect(code).toBe(1);
    expect(stdout).toContain('[yaml/syntax]');
    expect(stdout).toContain('[reference/service-account-missing]');
  });

  it('reads standard input', async () => {
    const { code, stdout } = await argoflow(['lint', '-', '-o', 'concise'], { stdin: SENSOR });
    expect(code).toBe(1);
    expect(stdout).toContain('<stdin>:5:34');
  });

  it.each([
    [['-o', 'sariff'], 2, 'did you mean "sarif"?'],
    [['-o', 'json', '-o', 'text'], 2, 'standard output can hold one format'],
    [['-o', 'json=no/such/out.json', 'good.yaml'], 3, 'its folder does not exist'],
    [['missing.yaml'], 2, 'missing.yaml'],
    [['--fail-on', 'never', 'good.yaml'], 2, 'never'],
  ])('%j ends with %i', async (args, code, message) => {
    const ending = await run(...args);
    expect(ending.stderr).toContain(message);
    expect(ending.code).toBe(code);
  });
});

describe('lint --fix', () => {
  const wrong = `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload:
            - src: {dependencyName: pusch, dataKey: body.ref} # the branch
              dest: text
`;
  const right = wrong.replace('pusch', 'push');

  it('shows what it would change, and changes it', async () => {
    const file = join(folder, 'fix.yaml');
    writeFileSync(file, wrong);
    const shown = await run('fix.yaml', '--fix', '--diff');
    expect(shown.code).toBe(1);
    expect(shown.stdout).toContain(
      '-            - src: {dependencyName: pusch, dataKey: body.ref} # the branch\n' +
        '+            - src: {dependencyName: push, dataKey: body.ref} # the branch\n',
    );
    expect(readFileSync(file, 'utf8')).toBe(wrong);
    expect((await run('fix.yaml', '--fix', 'safe', '--diff')).stdout).toBe(shown.stdout);
    const fixed = await run('fix.yaml', '--fix', '-o', 'concise');
    expect(fixed).toMatchObject({ code: 0, stderr: 'fixed 1 finding in 1 file\n' });
    expect(fixed.stdout).not.toContain('parameter/unknown-dependency');
    expect(readFileSync(file, 'utf8')).toBe(right);
    expect(await run('fix.yaml', '--fix')).toMatchObject({ stderr: 'nothing could be fixed\n' });
  });

  it('does not change standard input', async () => {
    const { code, stderr } = await argoflow(['lint', '-', '--fix'], { stdin: SENSOR });
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('standard input cannot be'),
    });
  });
});

describe('the rules', () => {
  it('are listed and explained', async () => {
    const list = await run('--list');
    expect(list.code).toBe(0);
    const first = list.stdout.split(/\s/)[0] ?? '';
    const { code, stdout } = await argoflow(['explain', first]);
    expect(code).toBe(0);
    expect(stdout).toContain(first);
    expect(stdout).toContain('wrong:');
    const unknown = await argoflow(['explain', 'reference/event-mising']);
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean "reference/event-missing"?'),
    });
  });

  it('are explained beside the checks of doctor, and by groups', async () => {
    const check = await argoflow(['explain', 'sensors/conditions']);
    expect(check).toMatchObject({ code: 0, stderr: '' });
    expect(check.stdout).toContain('It is right when no condition of a Sensor is False.');
    expect(check.stdout).toContain('argoflow doctor --only sensors/conditions');
    const group = await argoflow(['explain', 'reference']);
    expect(group.code).toBe(0);
    expect(group.stdout).toContain('reference/event-missing');
    expect((await argoflow(['explain', 'sensors'])).stdout).toMatch(/^sensors\/conditions /m);
    expect(await argoflow(['explain', 'sensors/condition'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean "sensors/conditions"?'),
    });
  });
});
