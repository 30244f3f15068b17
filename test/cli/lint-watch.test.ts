import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';
import { Watching } from '../support/watching.ts';

const WRONG =
  'apiVersion: argoproj.io/v1alpha1\nkind: EventBus\nmetadata: {name: default}\ncolour: red\nspec: {jetstream: {version: latest}}\n';
const RIGHT = WRONG.replace('colour: red\n', '');

let folder = '';
let watching: Watching | undefined;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-watch-'));
});
afterEach(async () => {
  watching?.interrupt('SIGKILL');
  await watching?.ending;
  watching = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe('lint --watch', { timeout: 60_000 }, () => {
  it('lints again what changes, what is new and what is replaced, until Ctrl-C', async () => {
    write('bus.yaml', WRONG);
    const started = new Watching(folder, 'lint', '--watch', '-o', 'concise', '.', '-o', 'json=out.json');
    watching = started;
    expect(await started.run()).toMatch(/^bus\.yaml:4:1: error: /);

    write('bus.yaml', RIGHT);
    expect(await started.run()).toBe('\nchanged: bus.yaml\n');

    mkdirSync(join(folder, 'deeper/still'), { recursive: true });
    write('deeper/still/new.yaml', WRONG);
    const found = await started.run();
    expect(found).toContain('deeper/still');
    expect(found).toContain(`\n${join('deeper', 'still', 'new.yaml')}:4:1: error: `);

    write('deeper/still/.new.yaml.tmp', RIGHT.replace('default', 'second'));
    renameSync(join(folder, 'deeper/still/.new.yaml.tmp'), join(folder, 'deeper/still/new.yaml'));
    expect(await started.run()).toMatch(/^\nchanged: \S*new\.yaml\n$/);

    rmSync(join(folder, 'deeper'), { recursive: true });
    expect(await started.run()).not.toContain('error');

    started.interrupt();
    expect(await started.ending).toEqual({ code: 130, signal: null });
  });

  it('tells what goes wrong on the way, and goes on', async () => {
    write('bus.yaml', WRONG);
    const started = new Watching(folder, 'lint', '--watch', '-o', 'concise', 'bus.yaml');
    watching = started;
    await started.run();
    write('.argoflow.yaml', 'rules: {schema/unknown-field: of}\n');
    expect(await started.run()).toContain(
      '.argoflow.yaml:1: the severity of "schema/unknown-field" is one of',
    );
    write('.argoflow.yaml', 'rules: {schema/unknown-field: off}\n');
    expect(await started.run()).toBe('\nchanged: .argoflow.yaml\n');
    rmSync(join(folder, 'bus.yaml'));
    expect(await started.run()).toContain('there is no file or folder "bus.yaml"');
    write('bus.yaml', RIGHT);
    expect(await started.run()).toBe('\nchanged: bus.yaml\n');
    started.interrupt('SIGTERM');
    expect(await started.ending).toEqual({ code: 130, signal: null });
  });

  it('mends with --fix, once', async () => {
    write('.argoflow.yaml', 'complete: false\n');
    const sensor = `apiVersion: argoproj.io/v1alpha1
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
            - {src: {dependencyName: pusch, dataKey: body.ref}, dest: text}
`;
    write('sensor.yaml', sensor);
    const started = new Watching(folder, 'lint', '--watch', '-o', 'concise', '.', '--fix');
    watching = started;
    expect(await started.run()).toContain('fixed 1 finding in 1 file');
    expect(await started.run()).toContain('nothing could be fixed');
    started.interrupt();
    expect((await started.ending).code).toBe(130);
  });
});

describe('lint --watch refuses', () => {
  it.each([
    [['-'], 2, 'standard input cannot be watched'],
    [['.', '--fix', '--diff'], 2, '--diff'],
    [['missing.yaml'], 2, 'there is no file or folder "missing.yaml"'],
  ])('%j', async (args, code, message) => {
    const ending = await argoflow(['lint', '--watch', ...args], { cwd: folder });
    expect(ending.stderr).toContain(message);
    expect(ending.code).toBe(code);
  });
});
