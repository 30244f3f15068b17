import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { argoflow } from '../support/binary.ts';

const RECORDED = fileURLToPath(new URL('recorded/', import.meta.url));
const TEMPLATE = fileURLToPath(new URL('../../templates/webhook', import.meta.url));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-rbac-'));
  const lines = readFileSync(`${RECORDED}sensor-submit-no-list.jsonl`, 'utf8').split('\n');
  writeFileSync(join(folder, 'flow.yaml'), lines.filter((line) => line !== '').join('\n---\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('argoflow rbac', () => {
  test('check names what is missing, why, and where', async () => {
    const { code, stdout } = await argoflow(['rbac', 'check', 'flow.yaml'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain('list workflows.argoproj.io in namespace argo-events');
    expect(stdout).toContain('has "create" on workflows, but not "list"');
    expect(stdout).toContain('4 needed, 3 allowed, 1 missing, 0 not checked');
  });

  test('check passes a template, and says so as data', async () => {
    const { code, stdout } = await argoflow(['rbac', 'check', TEMPLATE, '-o', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ missing: [], accounts: [], unchecked: [], undecided: [] });
  });

  test('generate gives what check accepts', async () => {
    const { stdout } = await argoflow(['rbac', 'generate', 'flow.yaml'], { cwd: folder });
    writeFileSync(join(folder, 'rbac.yaml'), stdout);
    const flow = readFileSync(join(folder, 'flow.yaml'), 'utf8').split('\n---\n');
    writeFileSync(join(folder, 'bare.yaml'), flow.slice(0, 2).join('\n---\n'));
    const { code } = await argoflow(['rbac', 'check', 'bare.yaml', 'rbac.yaml', '--complete'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    const again = await argoflow(['rbac', 'generate', 'bare.yaml', 'rbac.yaml'], { cwd: folder });
    expect(again.stdout).toBe(stdout);
    expect((await argoflow(['lint', 'rbac.yaml', '--fail-on', 'warning'], { cwd: folder })).code).toBe(0);
  });

  test('required says for which account, in every format', async () => {
    for (const format of ['text', 'json', 'yaml', 'markdown']) {
      const { code, stdout } = await argoflow(['rbac', 'required', 'flow.yaml', '-o', format], {
        cwd: folder,
      });
      expect(code).toBe(0);
      expect(stdout).toContain('sensorsubmitnolist-sensor');
      expect(stdout).toContain('the trigger');
    }
  });

  test('explain reads a log and names the trigger, the reason and the rule', async () => {
    const texts = JSON.parse(readFileSync(`${RECORDED}refused.json`, 'utf8')) as Record<string, string>;
    const stdin = `some line before\n${texts['sensor-submit-no-list']}\nand after\n`;
    const { code, stdout } = await argoflow(['rbac', 'explain', 'flow.yaml'], { cwd: folder, stdin });
    expect(code).toBe(0);
    expect(stdout).toContain('the trigger "run" submits a Workflow');
    expect(stdout).toContain('but not "list"');
    expect(stdout).toContain('change    Role "sensorsubmitnolist-sensor" (flow.yaml:7:');
    expect(stdout).toMatch(/^\+\{.*"verbs": \["create", "list"\]/m);
  });

  test('explain refuses a text without a refusal, and check a release that is none', async () => {
    const { code, stderr } = await argoflow(['rbac', 'explain', TEMPLATE], { stdin: 'all is well' });
    expect(code).toBe(2);
    expect(stderr).toContain('the text holds no refusal');
    expect((await argoflow(['rbac', 'check', TEMPLATE, '--argo-events', 'new'])).code).toBe(2);
  });

  test('a patch is shown, and written when that is asked for', async () => {
    const cwd = join(folder, 'patched');
    mkdirSync(cwd);
    const before = readFileSync(join(folder, 'flow.yaml'), 'utf8');
    writeFileSync(join(cwd, 'flow.yaml'), before);
    const shown = await argoflow(['rbac', 'generate', '--patch'], { cwd });
    expect(shown).toMatchObject({ code: 1, stderr: '' });
    expect(shown.stdout).toMatch(/^--- a\/flow.yaml\n\+\+\+ b\/flow.yaml\n@@ /);
    expect(readFileSync(join(cwd, 'flow.yaml'), 'utf8')).toBe(before);
    const written = await argoflow(['rbac', 'generate', '--patch', '--write'], { cwd });
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: 'changed 1 file\n' });
    expect(await argoflow(['rbac', 'check', '--complete'], { cwd })).toMatchObject({ code: 0 });
    const again = await argoflow(['rbac', 'generate', '--patch', '--shrink', '--write'], { cwd });
    expect(again).toMatchObject({ code: 0, stderr: 'nothing to change\n' });
    expect(await argoflow(['rbac', 'generate', '--write'], { cwd })).toMatchObject({ code: 2 });
    const piped = await argoflow(['rbac', 'generate', '-', '--patch', '--write'], { cwd, stdin: before });
    expect(piped.code).toBe(2);
  });

  test('what the files do not tell is listed, and fails where they are said to be everything', async () => {
    const cwd = join(folder, 'alone');
    mkdirSync(cwd);
    const [sensor = ''] = readFileSync(join(folder, 'bare.yaml'), 'utf8').split('\n---\n').slice(-1);
    writeFileSync(join(cwd, 'sensor.yaml'), sensor);
    const open = await argoflow(['rbac', 'check'], { cwd });
    expect(open.code).toBe(0);
    expect(open.stdout).toMatch(/0 missing, \d not checked\n$/);
    expect(open.stdout).toContain('--complete says that there is nothing else');
    expect((await argoflow(['rbac', 'check', '--complete'], { cwd })).code).toBe(1);
    writeFileSync(join(cwd, '.argoflow.yaml'), 'complete: true\n');
    expect((await argoflow(['rbac', 'check'], { cwd })).code).toBe(1);
  });

  test('the same object twice, with other content, is never fine', async () => {
    const role = (verbs: string) =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a, namespace: b}\nrules: [{apiGroups: [""], resources: [pods], verbs: [${verbs}]}]\n`;
    writeFileSync(join(folder, 'one.yaml'), role('get'));
    writeFileSync(join(folder, 'two.yaml'), role('list'));
    const { code, stderr } = await argoflow(['rbac', 'check', 'one.yaml', 'two.yaml'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('one.yaml');
    expect(stderr).toContain('two.yaml');
  });
});
