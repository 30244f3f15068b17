import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/json.ts';
import { DOCUMENT_KINDS, kindDocument, manifestDocument } from '../../src/schema/document.ts';
import { openRelease } from '../../src/schema/releases.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const FOLDERS = ['fixtures', '../lint/fixtures', '../bench'].map((folder) =>
  join(import.meta.dirname, folder),
);
const OBJECTS: readonly JsonObject[] = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseYaml(readFileSync(join(folder, file), 'utf8'), file).documents)
    .map(({ value }) => value)
    .filter(isObject),
);

function compiled(schema: object): (value: unknown) => boolean {
  const validate = new Ajv({ strictTypes: false, unicodeRegExp: true }).compile(schema);
  return (value) => validate(value);
}

const manifest = compiled(manifestDocument());

function object(kind: string, spec: JsonObject = {}): JsonObject {
  return { apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 'a' }, spec };
}

describe('the schema of manifests', () => {
  it('says of every object what lint says, the objects inside of sensors aside', () => {
    const validators = new Map(
      (['argo-events', 'argo-workflows'] as const).flatMap((product) => [...openRelease(product).validators]),
    );
    const judged = OBJECTS.flatMap((value) => {
      const validate = validators.get(`${value['apiVersion']}/${value['kind']}`);
      return validate === undefined || JSON.stringify(value).includes('"resource"')
        ? []
        : [{ value, validate }];
    });
    const differing = judged.filter(({ value, validate }) => validate(value) !== manifest(value));
    expect(differing).toEqual([]);
    const right = judged.filter(({ value, validate }) => validate(value)).length;
    expect(right).toBeGreaterThan(5);
    expect(judged.length - right).toBeGreaterThan(5);
  });

  it.each([
    ['an object of another group', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { anything: 1 } }],
    ['a values file', { sensor: { dependancies: 1 } }],
    ['an empty document', null],
  ])('lets %s pass', (_name, value) => {
    expect(manifest(value)).toBe(true);
  });

  it('judges the Workflow in a trigger', () => {
    const sensor = (workflow: JsonObject) =>
      object('Sensor', {
        triggers: [{ template: { name: 'a', k8s: { operation: 'create', source: { resource: workflow } } } }],
      });
    expect(manifest(sensor(object('Workflow', { entrypoint: 'main' })))).toBe(true);
    expect(manifest(sensor(object('Workflow', { entrypont: 'main' })))).toBe(false);
    expect(manifest(sensor({ apiVersion: 'batch/v1', kind: 'Job', spec: { anything: 1 } }))).toBe(true);
    expect(manifest(sensor({ ...object('Workflow'), $patch: 'merge' }))).toBe(true);
  });
});

describe.each(DOCUMENT_KINDS)('the schema of a %s', (kind) => {
  const schema = kindDocument(kind);
  const validate = compiled(schema);

  it('takes one, and nothing else', () => {
    expect(validate(object(kind))).toBe(true);
    expect(validate({ ...object(kind), spce: {} })).toBe(false);
    expect(validate(object(kind === 'Sensor' ? 'EventBus' : 'Sensor'))).toBe(false);
    expect(validate({ metadata: { name: 'a' } })).toBe(false);
  });

  it('holds what it refers to, and nothing else', () => {
    const { definitions } = schema as { readonly definitions: Readonly<Record<string, unknown>> };
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)];
    expect(new Set(references.map(([, name]) => name))).toEqual(new Set(Object.keys(definitions)));
  });
});
