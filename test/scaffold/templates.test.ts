import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/json.ts';
import { isFlowTestName } from '../../src/load/find.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Model } from '../../src/model/model.ts';
import { checkValue, resolveAnswers } from '../../src/scaffold/answers.ts';
import { type PlannedFile, planFiles } from '../../src/scaffold/plan.ts';
import type { Parameter } from '../../src/scaffold/template.ts';
import { listTemplates, readTemplate } from '../../src/scaffold/templates.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const ROOT = fileURLToPath(new URL('../../templates/', import.meta.url));
const GOLDEN = fileURLToPath(new URL('golden/', import.meta.url));
const names = await listTemplates(ROOT);
const all = await Promise.all(names.map((name) => readTemplate(ROOT, name)));
// Those with parameters of their own are written by hand; the others are put together of parts: flows.test.ts.
const templates = all.filter(({ parameters }) => parameters.length > 0);

/** Values for each parameter that must be refused, by the parameter's name, whatever the template. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  name: ['', 'Demo', '1st', '-a', 'a-', 'a.b', 'a b', 'a"b', "a'b", 'a\nb', 'a\n', 'a'.repeat(48), '{{a}}'],
  namespace: ['', 'Prod', 'a_b', '-a', 'a-', 'a/b', 'a"', 'a\n', 'a'.repeat(64)],
  endpoint: [
    '',
    'deploy',
    '//',
    '/a/',
    '/a//b',
    '/../a',
    '/.',
    '/a b',
    '/{id}',
    '/a"',
    '/a\n',
    '/health',
    '/ä',
  ],
  port: ['', '0', '-1', '65536', '080', '1e3', '12000.5', '7777', ' 80', '0x50', '99999999999999999999'],
  replicas: ['', '0', '2', '4', '03', 'three'],
  event: ['', 'a.b', 'A', '*', 'a-', 'a\n', '1'],
  bus: ['', 'A', 'a.b', '1', 'a'.repeat(42)],
  schedule: ['', '@hourly', '* * * *', '* * * * * *', '0 0 * * 7', '*  * * * *', '" * * * *', '* * * * *\n'],
  timezone: ['', '/UTC', 'UTC\n', 'Europe Berlin', '"UTC"'],
};

it('has at least the template webhook', () => {
  expect(names).toContain('webhook');
});

describe.each(templates)('the template $name', (template) => {
  const plan = (given: Record<string, string> = {}): readonly PlannedFile[] =>
    planFiles(template, resolveAnswers(template, new Map(Object.entries(given)), 'demo'));

  it('makes these files with its defaults', () => {
    const files = plan();
    const golden = filesBelow(join(GOLDEN, template.name));
    expect(files.map(({ path }) => path)).toEqual(golden);
    for (const { path, text } of files) {
      expect(text, path).toBe(readFileSync(join(GOLDEN, template.name, path), 'utf8'));
    }
  });

  it('makes manifests whose references all lead somewhere', () => {
    const model = modelOf(plan());
    expect(model.diagnostics).toEqual([]);
    expect(model.sensors).toHaveLength(1);
    const kinds = new Set(model.links.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['event', 'event-bus', 'role', 'runs-as', 'subject']));
    const dangling = model.links.filter(
      ({ target, partFound }) => target === undefined || partFound === false,
    );
    expect(dangling.map(({ kind, to }) => `${kind}: ${to.kind} ${to.namespace}/${to.name}`)).toEqual([]);
  });

  it('gives each account exactly what its part does', () => {
    expect(grantsOf(modelOf(plan()))).toEqual({
      'demo-sensor': [{ apiGroups: ['argoproj.io'], resources: ['workflows'], verbs: ['create'] }],
      'demo-workflow': [
        { apiGroups: ['argoproj.io'], resources: ['workflowtaskresults'], verbs: ['create', 'patch'] },
      ],
    });
    const model = modelOf(plan());
    const account = (name: string) => model.find('ServiceAccount', 'argo-events', name)?.value;
    expect(account('demo-event-source')).toHaveProperty('automountServiceAccountToken', false);
    // A sensor cannot start, and a Workflow's pod cannot report, without a token.
    expect(account('demo-sensor')).not.toHaveProperty('automountServiceAccountToken');
    expect(account('demo-workflow')).not.toHaveProperty('automountServiceAccountToken');
  });

  it('runs sensor, event source and Workflow as their own accounts', () => {
    const model = modelOf(plan());
    expect(model.sensors.map((sensor) => sensor.serviceAccountName)).toEqual(['demo-sensor']);
    expect(model.eventSources.map((source) => source.serviceAccountName)).toEqual(['demo-event-source']);
    const workflow = [
      'spec',
      'triggers',
      0,
      'template',
      'k8s',
      'source',
      'resource',
      'spec',
      'serviceAccountName',
    ];
    expect(valueAt(model.sensors[0]?.resource.value ?? null, workflow)).toBe('demo-workflow');
  });

  it('puts every object into one namespace, by name', () => {
    const { resources } = modelOf(plan({ namespace: 'elsewhere' }));
    const objects = resources.filter(({ kind }) => kind !== 'Kustomization');
    expect(objects.length).toBeGreaterThan(8);
    expect(new Set(objects.map(({ namespace }) => namespace))).toEqual(new Set(['elsewhere']));
  });

  it.each(['1', '3', '5'])('never asks for more copies than its %s servers hold', (replicas) => {
    const bus = modelOf(plan({ replicas })).eventBuses[0]?.resource.value ?? null;
    expect(valueAt(bus, ['spec', 'jetstream', 'replicas'])).toBe(Number(replicas));
    expect(valueAt(bus, ['spec', 'jetstream', 'streamConfig'])).toBe(`replicas: ${replicas}\n`);
  });

  it('lists all its manifests in kustomization.yaml, and has a sample event', () => {
    const files = plan();
    const text = files.find(({ path }) => path === 'kustomization.yaml')?.text ?? '';
    const listed = valueAt(parseYaml(text, 'kustomization.yaml').documents[0]?.value ?? null, ['resources']);
    const manifests = files.map(({ path }) => path).filter(isManifestPath);
    expect(new Set([...(listed as string[]), 'kustomization.yaml'])).toEqual(new Set(manifests));
    expect(JSON.parse(files.find(({ path }) => path === 'event.json')?.text ?? '')).toBeTypeOf('object');
  });

  it('leaves no marker behind, and uses every one', () => {
    const markers = template.parameters.map(({ marker }) => marker);
    for (const { path, text } of plan()) {
      for (const marker of markers) expect(text.includes(marker), `${marker} in ${path}`).toBe(false);
      // Markers end in the name of a parameter, so that a word of that form that is left is a misspelt one.
      expect(text.match(/argoflow-[a-z]+/g) ?? [], path).toEqual([]);
    }
    const all = template.files.map(({ text }) => text).join('\n');
    expect(markers.filter((marker) => !all.includes(marker))).toEqual([]);
  });

  describe.each(template.parameters)('parameter $name', (parameter) => {
    it.each(REFUSED[parameter.name] ?? [])('refuses %j', (value) => {
      expect(checkValue(parameter, value)).toBeTypeOf('string');
      expect(() => plan({ [parameter.name]: value })).toThrow(`parameter "${parameter.name}": "`);
    });

    it('has values that are refused', () => {
      expect(REFUSED[parameter.name] ?? []).not.toEqual([]);
    });
  });

  it('names its objects as asked, whatever valid names are', () => {
    fc.assert(
      fc.property(answersFor(template.parameters), (given) => {
        const model = modelOf(plan(given));
        expect(model.diagnostics).toEqual([]);
        expect(
          model.links.filter(({ target, partFound }) => target === undefined || partFound === false),
        ).toEqual([]);
        expect(model.eventBuses.map(({ name }) => name)).toEqual([given['bus']]);
        expect(model.sensors.map(({ name }) => name)).toEqual([given['name']]);
        const [source] = model.eventSources;
        expect(source?.name).toBe(given['name']);
        expect(source?.resource.namespace).toBe(given['namespace']);
        const [event] = source?.events ?? [];
        expect(event?.name).toBe(given['event']);
        for (const key of ['endpoint', 'port', 'schedule', 'timezone']) {
          // All four are texts in the event's definition, also the port.
          if (given[key] !== undefined) expect(event?.spec[key]).toBe(given[key]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function modelOf(files: readonly PlannedFile[]): Model {
  const documents = files
    .filter(({ path }) => isManifestPath(path))
    .flatMap(({ path, text }) => {
      const parsed = parseYaml(text, path);
      expect(parsed.diagnostics, path).toEqual([]);
      return parsed.documents;
    });
  return buildModel(documents);
}

/** The rules that each service account gets, by its name. */
function grantsOf(model: Model): Record<string, unknown> {
  const grants: Record<string, unknown> = {};
  for (const { kind, from, to } of model.links) {
    if (kind !== 'subject') continue;
    const role = model.links.find((link) => link.kind === 'role' && link.from === from)?.target;
    expect(grants).not.toHaveProperty([to.name]);
    grants[to.name] = role?.value['rules'];
  }
  return grants;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Words that YAML 1.1 takes for booleans, nulls and numbers, and names of every length. */
function answersFor(parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> {
  const traps = ['on', 'off', 'yes', 'no', 'y', 'n', 'true', 'null', '0', '007', '1e3', '0x1f', '12', '1-1'];
  const byName: Record<string, fc.Arbitrary<string>> = {
    endpoint: fc.stringMatching(/^\/[a-zA-Z0-9._~/-]{0,20}$/),
    port: fc.integer({ min: 1, max: 65_535 }).map(String),
    replicas: fc.constantFrom('1', '3', '5'),
    schedule: fc.constantFrom('* * * * *', '*/5 0-12 1,15 * 1-5', '0 0 1 JAN *', '- - - - -'),
    timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires', 'y'),
  };
  const label = fc.oneof(fc.constantFrom(...traps), fc.stringMatching(/^[a-z0-9-]{1,63}$/));
  return fc.record(
    Object.fromEntries(
      parameters.map((parameter) => [
        parameter.name,
        (byName[parameter.name] ?? label).filter((value) => checkValue(parameter, value) === undefined),
      ]),
    ),
  );
}

function isManifestPath(path: string): boolean {
  return /^[^.].*\.yaml$/.test(path) && !isFlowTestName(path);
}
