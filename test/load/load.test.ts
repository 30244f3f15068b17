import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoadOptions, loadManifests } from '../../src/load/load.ts';

const SENSOR = 'apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata:\n  name: a\n';
const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'argoflow-load-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, content: string | Buffer): string {
  const target = join(root, path);
  mkdirSync(join(target, '..'), { recursive: true });
  writeFileSync(target, content);
  return target;
}

async function names(inputs: readonly string[], options: LoadOptions = {}): Promise<readonly string[]> {
  return (await loadManifests(inputs, options)).model.resources.map(({ displayName }) => displayName);
}

/** A list of ten lists of ten …: a hundred million texts in eight lines. */
function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 8; level++) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
  }
  return `${lines.join('\n')}\n`;
}

async function rules(inputs: readonly string[]): Promise<readonly string[]> {
  return (await loadManifests(inputs)).diagnostics.map(({ rule }) => rule);
}

describe('a file', () => {
  it('is read with its name as it was given', async () => {
    const path = write('a.yaml', SENSOR);
    const { model, files, diagnostics } = await loadManifests([path]);
    expect(model.sensors[0]?.resource.at(['kind']).file).toBe(path);
    expect(files).toEqual([{ name: path, text: SENSOR, origins: [] }]);
    expect(diagnostics).toEqual([]);
  });

  it('is read once, however often it is named', async () => {
    const path = write('a.yaml', SENSOR);
    expect(await names([path, path, root])).toEqual(['a']);
  });

  it('may have any ending when it is named', async () => {
    expect(await names([write('manifest.txt', SENSOR)])).toEqual(['a']);
  });

  it('may have a byte order mark or be UTF-16', async () => {
    expect(await names([write('a.yaml', `\ufeff${SENSOR}`)])).toEqual(['a']);
    expect(await names([write('b.yaml', Buffer.from(`\ufeff${SENSOR}`, 'utf16le'))])).toEqual(['a']);
  });

  it('that does not exist is refused with the nearest name', async () => {
    write('flow/sensor.yaml', SENSOR);
    await expect(loadManifests([join(root, 'flow/senser.yaml')])).rejects.toMatchObject({
      name: 'UserError',
      kind: 'usage',
      message: `there is no file or folder "${join(root, 'flow/senser.yaml')}"`,
      help: `did you mean "${join(root, 'flow/sensor.yaml')}"?`,
    });
    await expect(loadManifests([join(root, 'flows/sensor.yaml')])).rejects.toMatchObject({
      help: `did you mean "${join(root, 'flow/sensor.yaml')}"?`,
    });
    await expect(loadManifests([join(root, 'quite/another/thing')])).rejects.toMatchObject({
      help: undefined,
    });
  });

  it('that is a picture is refused in one line', async () => {
    const path = write('logo.png', PICTURE);
    await expect(loadManifests([path])).rejects.toMatchObject({
      kind: 'usage',
      message: `"${path}" is not a text file, so it is no manifest`,
    });
  });

  it.each([
    ['', 'it is empty'],
    ['# TBD\n---\n', 'it has only comments'],
  ])('without an object (%j) is reported', async (content, reason) => {
    const path = write('a.yaml', content);
    const { diagnostics } = await loadManifests([path]);
    expect(diagnostics.map(({ rule, message }) => [rule, message])).toEqual([
      ['load/no-object', `"${path}" has no Kubernetes object: ${reason}`],
    ]);
  });

  it('with other data is reported', async () => {
    expect(await rules([write('values.yaml', 'replicas: 1\n')])).toEqual(['model/no-kind']);
  });

  it('of more than the limit is not even read', async () => {
    const path = join(root, 'big.yaml');
    const files = {
      status: async () => ({ type: 'file', size: 50 * 1024 * 1024, identity: path }) as const,
      list: async () => [],
      read: async () => Promise.reject(new Error('must not be read')),
    };
    const { diagnostics } = await loadManifests([path], { files });
    expect(diagnostics).toMatchObject([
      { rule: 'yaml/too-large', message: 'the file has 50 MB, and up to 32 MB are read' },
    ]);
  });

  it('that the system does not open is refused with the reason', async () => {
    const files = {
      status: async () => ({ type: 'file', size: 1, identity: 'a' }) as const,
      list: async () => [],
      read: async () => Promise.reject(Object.assign(new Error('EACCES: …'), { code: 'EACCES' })),
    };
    await expect(loadManifests(['a.yaml'], { files })).rejects.toMatchObject({
      kind: 'work',
      message: 'cannot read "a.yaml": permission denied',
    });
  });
});

describe('a folder', () => {
  it('is read with all folders below it, by name', async () => {
    write('b/two.yml', SENSOR.replace('name: a', 'name: two'));
    write('a.json', JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one' } }));
    expect(await names([root])).toEqual(['one', 'two']);
  });

  it('is not searched for what is nobody’s manifest', async () => {
    write('a.yaml', SENSOR);
    write('node_modules/x/b.yaml', SENSOR);
    write('.github/workflows/ci.yaml', 'on: push\njobs: {}\n');
    write(
      'kustomization.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    );
    write('values.yaml', 'image: alpine\n');
    write('tsconfig.json', '{ // a comment\n  "files": [],\n}\n');
    write('notes.md', SENSOR);
    const { model, diagnostics, files } = await loadManifests([root]);
    expect(model.resources.map(({ name }) => name)).toEqual(['a']);
    expect(files.map(({ name }) => name)).toEqual([join(root, 'a.yaml')]);
    expect(diagnostics).toEqual([]);
  });

  it('reports what the system does not open, and reads the rest', async () => {
    const refuse = () => Promise.reject(Object.assign(new Error('EACCES: …'), { code: 'EACCES' }));
    const folders: Record<string, readonly string[]> = { flow: ['a.yaml', 'b.yaml', 'closed'] };
    const files = {
      status: async (path: string) =>
        folders[path] !== undefined || path.endsWith('closed')
          ? ({ type: 'folder', size: 0, identity: path } as const)
          : ({ type: 'file', size: 100, identity: path } as const),
      list: async (path: string) => folders[path] ?? refuse(),
      read: async (path: string) => (path.endsWith('a.yaml') ? refuse() : Buffer.from(SENSOR)),
    };
    const { model, diagnostics } = await loadManifests(['flow'], { files });
    expect(model.sensors).toHaveLength(1);
    expect(diagnostics.map(({ rule, message }) => [rule, message])).toEqual([
      ['load/unreadable', `cannot read "${join('flow', 'a.yaml')}": permission denied`],
      ['load/unreadable', `cannot read "${join('flow', 'closed')}": permission denied`],
    ]);
  });

  it('leaves out what a kustomization names as a patch, and says so', async () => {
    write('base/a.yaml', SENSOR);
    write('base/kustomization.yaml', 'resources: [a.yaml]\n');
    write('overlay/more.yaml', SENSOR.replace('name: a', 'name: patched'));
    write('overlay/old.yaml', SENSOR.replace('name: a', 'name: older'));
    write('overlay/own.yaml', SENSOR.replace('name: a', 'name: own'));
    write(
      'overlay/kustomization.yml',
      'resources: [../base, own.yaml]\npatches:\n  - path: ./more.yaml\n  - patch: |\n      - {op: remove, path: /spec}\n' +
        'patchesStrategicMerge:\n  - old.yaml\n  - |\n    kind: Sensor\n',
    );
    const { model, diagnostics } = await loadManifests([root]);
    expect(model.resources.map(({ name }) => name)).toEqual(['a', 'own']);
    expect(diagnostics).toMatchObject([
      {
        rule: 'load/patch',
        severity: 'info',
        message: `this and 1 more file are patches in "${join(root, 'overlay/kustomization.yml')}", so they are not judged alone`,
        at: { file: join(root, 'overlay/more.yaml') },
      },
    ]);
  });

  it('knows what a kustomization makes', async () => {
    write('a.yaml', SENSOR);
    write(
      'kustomization.yaml',
      'resources: [a.yaml]\nsecretGenerator: [{name: token, literals: [a=b]}, 1]\nconfigMapGenerator:\n  - name: script\n    files: [a.sh]\n',
    );
    expect((await loadManifests([root])).generated).toEqual(['Secret/token', 'ConfigMap/script']);
    expect((await loadManifests([join(root, 'a.yaml')])).generated).toEqual([]);
  });

  it('reports a manifest that cannot be read, and reads the others', async () => {
    write('a.yaml', SENSOR);
    write('b.yaml', `${SENSOR}spec: [\n`);
    write('c.yaml', PICTURE);
    const { model, diagnostics } = await loadManifests([root]);
    expect(model.sensors).toHaveLength(1);
    expect(diagnostics.map(({ rule, at }) => [rule, at.file])).toEqual([
      ['yaml/syntax', join(root, 'b.yaml')],
      ['yaml/not-text', join(root, 'c.yaml')],
    ]);
  });

  it.each([
    ['a syntax error and no apiVersion', 'kind: Sensor\nmetadata: {name: [}\n', 'yaml/syntax', 2],
    ['JSON that does not parse', '{"kind": "Sensor", "metadata": {"name": "b"}\n', 'yaml/syntax', 2],
    ['apiversion', 'apiversion: argoproj.io/v1alpha1\nkind: Sensor\n', 'model/no-kind', 1],
    ['apiVerison', 'kind: Sensor\napiVerison: argoproj.io/v1alpha1\n', 'model/no-kind', 2],
    ['Kind', 'apiVersion: v1\nKind: Secret\n', 'model/no-kind', 2],
    ['no kind', 'apiVersion: v1\nmetadata: {name: b}\n', 'model/no-kind', 1],
    ['no apiVersion', 'kind: Deployment\nmetadata: {name: b}\n', 'model/no-kind', 1],
    ['an alias bomb', `kind: Sensor\n${bomb()}`, 'yaml/too-large', undefined],
  ])('names a manifest that nobody could apply: %s', async (_, content, rule, line) => {
    write('a.yaml', SENSOR);
    const path = write('b.yaml', content);
    const { model, diagnostics } = await loadManifests([root]);
    expect(model.sensors.map(({ resource }) => resource.name)).toContain('a');
    const found = diagnostics.filter((diagnostic) => diagnostic.rule === rule);
    expect(found.map(({ at }) => at.file)).toEqual([path]);
    if (line !== undefined) expect(found[0]?.at.range?.start.line).toBe(line);
  });

  it('takes a file with more documents than a call takes arguments', async () => {
    const { files } = await loadManifests([write('many.yaml', '# nothing\n---\n'.repeat(150_000))]);
    expect(files).toHaveLength(1);
  });

  it('says which key was meant', async () => {
    const { diagnostics } = await loadManifests([
      write('a.yaml', 'apiversion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: a}\n'),
      write('b.yaml', 'apiVersion:\nkind: Sensor\nmetadata: {name: b}\n'),
    ]);
    expect(diagnostics.map(({ message, help }) => [message, help])).toEqual([
      ['the object has no "apiVersion"', 'write "apiVersion" instead of "apiversion"'],
      ['the object has no "apiVersion"', undefined],
    ]);
  });

  it('is not searched for what other tools read, broken or not', async () => {
    write('a.yaml', SENSOR);
    const others = {
      'values.yaml': 'kind: Deployment\ningress:\n  apiVersion: networking.k8s.io/v1\n  kind: Ingress\n',
      'broken/values.yaml': 'ingress:\n  apiVersion: v1\n  kind: [Ingress\n',
      'Chart.yaml': 'apiVersion: v2\nname: flow\nversion: 1.0.0\n',
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'component/kustomization.yaml': 'kind: Component\nmetadata: {name: x}\n',
      'drone.yml': 'kind: pipeline\ntype: docker\nname: [default\n',
      'gitlab-ci.yml': 'build: {script: [make}\n',
      'package.json': '{"name": "x", "kind": "module"}\n',
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\npackages: {\n",
      'openapi.yaml': 'openapi: 3.0.0\ninfo: {title: The kind of an apiVersion, version: 1}\n',
    };
    for (const [path, content] of Object.entries(others)) write(path, content);
    const { model, diagnostics, files } = await loadManifests([root]);
    expect(model.resources.map(({ name }) => name)).toEqual(['a']);
    expect(files.map(({ name }) => name)).toEqual([join(root, 'a.yaml')]);
    expect(diagnostics).toEqual([]);
  });

  it('with links in a circle ends', async () => {
    write('flow/a.yaml', SENSOR);
    symlinkSync(root, join(root, 'flow/up'));
    symlinkSync(join(root, 'nowhere'), join(root, 'flow/dangling.yaml'));
    expect(await names([root])).toEqual(['a']);
  });

  it.each([
    ['empty', undefined],
    ['with other data', 'image: alpine\n'],
  ])('%s is refused', async (_, content) => {
    const folder = join(root, 'flow');
    mkdirSync(folder);
    if (content !== undefined) write('flow/values.yaml', content);
    await expect(loadManifests([folder])).rejects.toMatchObject({
      kind: 'work',
      message: `the folder "${folder}" has no manifests`,
    });
  });

  it('may be given twice', async () => {
    write('a.yaml', SENSOR);
    expect(await names([root, root])).toEqual(['a']);
  });
});

describe('standard input', () => {
  it('is the text of "-"', async () => {
    const { model } = await loadManifests(['-'], { stdin: SENSOR });
    expect(model.sensors[0]?.resource.at([]).file).toBe('<stdin>');
  });

  it('can be used once', async () => {
    await expect(loadManifests(['-', '-'], { stdin: SENSOR })).rejects.toMatchObject({ kind: 'usage' });
  });

  it('must be there', async () => {
    await expect(loadManifests(['-'])).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('a template of a Helm chart', () => {
  it.each([
    '{{- if .Values.on }}\nkind: Sensor\n{{- end }}\n',
    'kind: Sensor\nspec: {{ .Values.spec }}\n{{ include "x" . }}\n',
  ])('is told from other mistakes: %j', async (content) => {
    const { diagnostics } = await loadManifests([
      write('a.yaml', `apiVersion: argoproj.io/v1alpha1\n${content}`),
    ]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.help).toContain('helm template');
  });

  it('is not read, and said once for its chart', async () => {
    write('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
    write('chart/templates/a.yaml', `${SENSOR}{{- include "x" . | nindent 2 }}\nspec: {{ .Values.spec }}\n`);
    write('chart/templates/more/b.yaml', `${SENSOR}spec: {eventBusName: '{{ .Values.bus }}'}\n`);
    write('chart/templates/c.yaml', 'kind: ConfigMap\ndata: {{ .Values.data }}\n');
    write('chart/templates/plain.yaml', SENSOR.replace('name: a', 'name: plain'));
    const { model, diagnostics } = await loadManifests([root]);
    expect(model.resources.map(({ name }) => name)).toEqual(['plain']);
    expect(diagnostics).toEqual([
      {
        rule: 'load/template',
        severity: 'info',
        message: `this and 1 more file are templates of the Helm chart "${join(root, 'chart')}", so only what Helm renders is judged`,
        at: { file: join(root, 'chart/templates/a.yaml') },
        help: `helm template ${join(root, 'chart')} | argoflow lint -`,
      },
    ]);
    // Named alone, too; what has no objects of Argo is passed over in silence in folders only.
    expect(await rules([join(root, 'chart/templates/c.yaml')])).toEqual(['load/template']);
  });

  it('without a chart is known by what cannot be read', async () => {
    write('fine.yaml', SENSOR);
    write('skeleton/a.yaml', `${SENSOR}  {%- if values.team %}\n  labels: {team: x}\n  {%- endif %}\n`);
    write('skeleton/b.yaml', 'kind: Config\n{%- if values.team %}\n');
    const { model, diagnostics } = await loadManifests([root]);
    expect(model.resources).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { rule: 'load/template', severity: 'info', at: { file: join(root, 'skeleton/a.yaml') } },
    ]);
  });

  it('is not what variables of Argo are', async () => {
    const { diagnostics } = await loadManifests([write('a.yaml', `${SENSOR}spec: {{workflow.name}}\n`)]);
    expect(diagnostics.map(({ help }) => help)).toEqual(['put a text that starts with "{{" in quotes']);
  });
});

describe('objects that have nothing to do with flows', () => {
  const object = (apiVersion: string, kind: string, name: string, rest = '') =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}`;
  const rbac = 'rbac.authorization.k8s.io/v1';
  const role = (name: string, group: string, resource: string) =>
    object(
      rbac,
      'Role',
      name,
      `rules: [{apiGroups: ["${group}"], resources: [${resource}], verbs: [get]}]\n`,
    );
  const binding = (name: string, to: string) =>
    object(
      rbac,
      'RoleBinding',
      name,
      `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${to}}\nsubjects: [{kind: ServiceAccount, name: of-${name}}]\n`,
    );

  beforeEach(() => {
    write('flow/sensor.yaml', `${SENSOR}spec: {template: {serviceAccountName: runner}}\n`);
    write('flow/beside.yaml', object('v1', 'ConfigMap', 'beside'));
    write('accounts/runner.yaml', object('v1', 'ServiceAccount', 'runner'));
    write('accounts/other.yaml', object('v1', 'ServiceAccount', 'other'));
    write('roles/meant.yaml', role('meant', 'argoproj.io', 'workflows'));
    write('roles/other.yaml', role('other', 'argoproj.io', 'applications'));
    write('bindings/meant.yaml', binding('binds-meant', 'meant'));
    write('bindings/other.yaml', binding('binds-other', 'other'));
    write('bindings/runner.yaml', binding('binds-runner', 'other').replace('of-binds-runner', 'runner'));
    write('shop/web.yaml', `${object('apps/v1', 'Deployment', 'web')}---\nkind: Service\n`);
    write('shop/broken.yaml', 'apiVersion: v1\nkind: Service\nmetadata: [\n');
    write('flow/broken.yaml', 'apiVersion: v1\nkind: Service\nmetadata: [\n');
    write('rest/broken.yaml', 'apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: [\n');
  });

  it('are left out of folders, and counted', async () => {
    const { model, diagnostics, files, outside } = await loadManifests([root], { only: 'flows' });
    const kept = ['binds-meant', 'binds-runner', 'beside', 'a', 'meant', 'other', 'runner'];
    expect(new Set(model.resources.map(({ name }) => name))).toEqual(new Set(kept));
    expect(outside).toBe(3);
    expect(diagnostics.map(({ at }) => at.file)).toEqual(
      ['flow/broken.yaml', 'rest/broken.yaml'].map((name) => join(root, name)),
    );
    expect(files).toHaveLength(kept.length + 2);
  });

  it('are not even read where they are definitions of kinds', async () => {
    const definition = (name: string) =>
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', name, 'spec: {names: {kind: Sensor}}\n');
    write('crds/all.yaml', `${definition('a')}---\n${definition('b')}`);
    write('crds/more.yaml', `${definition('c')}---\n${SENSOR.replace('name: a', 'name: d')}`);
    const { model, outside } = await loadManifests([join(root, 'crds')], { only: 'flows' });
    expect(model.resources.map(({ name }) => name)).toEqual(['d']);
    expect(model.resources[0]?.at(['kind']).range?.start.line).toBe(7);
    expect(outside).toBe(3);
    expect((await loadManifests([join(root, 'crds')])).model.resources).toHaveLength(4);
  });

  it('are taken when they are named, and where everything is wanted', async () => {
    const named = await loadManifests([join(root, 'shop/web.yaml')], { only: 'flows' });
    expect(named.model.resources.map(({ name }) => name)).toContain('web');
    const all = await loadManifests([root]);
    expect(all.model.resources).toHaveLength(10);
    expect(all.outside).toBe(0);
  });
});

describe('a kustomization with a namespace', () => {
  const binding =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: b}\nsubjects: [{kind: ServiceAccount, name: a}]\n';
  const namespaces = async () => {
    const { model } = await loadManifests([root]);
    return Object.fromEntries(model.sensors.map((one) => [one.name, model.namespaceOf(one.resource)]));
  };

  it('says where all that it builds lands', async () => {
    write('base/sensor.yaml', SENSOR.replace('name: a', 'name: a\n  namespace: written'));
    write('base/binding.yaml', binding);
    write('base/kustomization.yaml', 'namespace: inner\nresources: [sensor.yaml, ./binding.yaml]\n');
    expect(await namespaces()).toEqual({ a: 'inner' });
    write('prod/kustomization.yaml', 'namespace: prod\nresources: [../base/]\n');
    expect(await namespaces()).toEqual({ a: 'prod' });
    const { model } = await loadManifests([root]);
    expect(model.roleBindings[0]?.subjects[0]?.namespace).toBe('prod');
    // Two ways to build it: what it says itself is the best that is known.
    write('test/kustomization.yaml', 'namespace: test\nresources: [../base]\n');
    expect(await namespaces()).toEqual({ a: 'written' });
  });

  it('may lead in a circle', async () => {
    write('one/kustomization.yaml', 'resources: [../two, a.yaml]\n');
    write('two/kustomization.yaml', 'namespace: two\nresources: [../one, ../three]\n');
    write('three/kustomization.yaml', 'namespace: three\nresources: [../one]\n');
    write('one/a.yaml', SENSOR);
    expect(await namespaces()).toEqual({ a: 'default' });
  });
});

describe('a kustomization with more than files', () => {
  it('leaves open what else there is', async () => {
    write('a/one.yaml', SENSOR);
    write('a/kustomization.yaml', 'resources: [one.yaml]\n');
    write('b/two.yaml', SENSOR);
    write('b/kustomization.yaml', 'resources: [two.yaml]\nhelmCharts: [{name: x}]\n');
    write('c/kustomization.yaml', 'resources: [../a, "https://example.com/install.yaml"]\n');
    const { open } = await loadManifests([root]);
    expect([...open].sort((x, y) => (x < y ? -1 : 1))).toEqual(
      ['a/one.yaml', 'b/two.yaml'].map((name) => join(root, name)),
    );
  });

  it('says which objects it patches', async () => {
    write('one.yaml', SENSOR);
    write('file.yaml', 'kind: Secret\nmetadata: {name: in-file}\n');
    write(
      'kustomization.yaml',
      `resources: [one.yaml]
patches:
  - path: file.yaml
  - target: {kind: ConfigMap, name: by-target}
    patch: '[{op: remove, path: /data/a}]'
  - patch: |
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: in-text
`,
    );
    expect((await loadManifests([root])).patched).toEqual(
      new Set(['ConfigMap/by-target', 'ConfigMap/in-text', 'Secret/in-file']),
    );
  });
});
