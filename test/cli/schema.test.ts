import {
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
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EDITOR_SCHEMAS, schemaFile } from '../../src/editor/schemas.ts';
import { argoflow } from '../support/binary.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'argoflow-schema-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function read(path: string): string {
  return readFileSync(join(cwd, path), 'utf8');
}

describe('argoflow schema', () => {
  it('writes all schemas, each of which compiles, and the settings; and nothing the second time', async () => {
    const args = ['schema', '--editor', 'vscode', '--editor', 'neovim'];
    const first = await argoflow(args, { cwd });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain(`${EDITOR_SCHEMAS.length + 2} files written`);
    expect(readdirSync(join(cwd, '.argoflow/schemas')).sort()).toEqual(EDITOR_SCHEMAS.map(schemaFile).sort());
    for (const file of EDITOR_SCHEMAS.map(schemaFile)) {
      const schema = JSON.parse(read(`.argoflow/schemas/${file}`)) as { readonly $schema: string };
      const options = { strictTypes: false, unicodeRegExp: true };
      const ajv = schema.$schema.includes('2020-12') ? new Ajv2020(options) : new Ajv(options);
      expect(() => ajv.compile(schema)).not.toThrow();
    }
    for (const settings of ['.vscode/settings.json', '.nvim.lua']) {
      const paths = [...read(settings).matchAll(/["'](\.\/[^"']+\.json)["']/g)].map(([, path]) => path ?? '');
      expect(paths.length).toBeGreaterThan(1);
      for (const path of paths) expect(existsSync(join(cwd, path))).toBe(true);
    }
    expect((await argoflow(args, { cwd })).stdout).toContain('nothing to do: all files are there already');
  });

  it('names the schema in the first line of each manifest', async () => {
    mkdirSync(join(cwd, 'deploy'));
    const sensor = 'apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: a}\n';
    writeFileSync(join(cwd, 'deploy/sensor.yaml'), sensor);
    writeFileSync(join(cwd, 'values.yaml'), 'a: 1\n');
    const { code } = await argoflow(['schema', '--kind', 'manifest', '--editor', 'modeline', '-o', 's'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(read('deploy/sensor.yaml')).toBe(
      `# yaml-language-server: $schema=../s/manifest.schema.json\n${sensor}`,
    );
    expect(read('values.yaml')).toBe('a: 1\n');
    expect(readdirSync(join(cwd, 's'))).toEqual(['manifest.schema.json']);
  });

  it('prints one schema', async () => {
    const { code, stdout } = await argoflow(['schema', '--kind', 'sensor'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ title: 'Sensor of argoproj.io/v1alpha1' });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('lists the schemas', async () => {
    const { code, stdout } = await argoflow(['schema', '--list'], { cwd });
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(EDITOR_SCHEMAS.length);
  });

  it('writes nothing with --dry-run', async () => {
    const { code, stdout } = await argoflow(['schema', '--editor', 'vscode', '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/create {2}\.vscode\/settings\.json/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each([
    [['--kind', 'Sensr'], 2, 'there is no schema "Sensr", did you mean "Sensor"?'],
    [['--kind', 'Sensor', '--kind', 'EventBus'], 2, 'one schema can be printed, not several'],
    [['--kind', 'Sensor', '--editor', 'vscode'], 2, 'editors need a schema that stands for files'],
    [['--editor', 'emacs'], 2, '"emacs" is no value of --editor\nhelp: one of: vscode, neovim, modeline'],
  ])('refuses %j', async (flags, code, message) => {
    const ending = await argoflow(['schema', ...flags], { cwd });
    expect(ending).toMatchObject({ code, stdout: '' });
    expect(ending.stderr).toContain(message);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('writes nothing beside settings that it cannot read', async () => {
    mkdirSync(join(cwd, '.vscode'));
    writeFileSync(join(cwd, '.vscode/settings.json'), '{ "a": ');
    const { code, stderr } = await argoflow(['schema', '--editor', 'vscode'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr:
        'error: .vscode/settings.json:1: the settings cannot be read: ValueExpected\n' +
        'help: nothing is written: mend this first\n',
    });
    expect(readdirSync(cwd)).toEqual(['.vscode']);
  });

  it('leaves a schema of somebody else alone', async () => {
    writeFileSync(join(cwd, 'Sensor.schema.json'), '{}\n');
    const { code, stderr } = await argoflow(['schema', '-o', '.'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('a different file is already in ".": Sensor.schema.json');
    expect(readdirSync(cwd)).toEqual(['Sensor.schema.json']);
  });

  it('knows only releases that there are', async () => {
    writeFileSync(join(cwd, '.argoflow.yaml'), 'versions: {argo-events: v0.1.0}\n');
    const { code, stderr } = await argoflow(['schema', '--kind', 'Sensor'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('v0.1.0');
  });
});
