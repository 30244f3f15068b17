import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/json.ts';
import { openRelease, PRODUCTS, releasesOf } from '../../src/schema/releases.ts';
import { explainShape } from '../../src/schema/shape.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

// The compiled validators say whether something is wrong, `explainShape` says what. They read the same tables.

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

const VALIDATORS = new Map(
  PRODUCTS.flatMap((product) => {
    const release = openRelease(product);
    return [...release.validators].map(
      ([key, validate]) => [key, { validate, facts: release.facts }] as const,
    );
  }),
);

/** Another value, or another key, somewhere in the object. */
function changed(object: JsonObject, random: (most: number) => number, value: JsonValue): JsonObject {
  const copy: JsonObject = structuredClone(object);
  let at: JsonValue = copy;
  for (;;) {
    if (!isObject(at) && !isArray(at)) return copy;
    const keys: string[] = Object.keys(at);
    if (keys.length === 0) return copy;
    const holder = at as Record<string, JsonValue>; // lists and mappings are both written by key
    const key = keys[random(keys.length)] ?? '';
    const inner: JsonValue = holder[key] ?? null;
    if (!isObject(inner) && !isArray(inner)) {
      holder[key] = value;
      return copy;
    }
    if (random(4) === 0) {
      if (random(2) === 0) holder[key] = value;
      else if (isObject(inner)) (inner as Record<string, JsonValue>)[`${key}X`] = value; // the same
      return copy;
    }
    at = inner;
  }
}

const VALUE: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, '', 'text', true, 0, -1, 1.5, 2 ** 31, [], {}, ['a'], { a: 'b' }, [null]),
  fc.integer(),
  fc.string(),
);

describe('validators and explanations', () => {
  it('are of one mind on objects with a fault', () => {
    const known = OBJECTS.filter(({ apiVersion, kind }) => VALIDATORS.has(`${apiVersion}/${kind}`));
    expect(known.length).toBeGreaterThan(20);
    const faulty = fc.record({
      object: fc.constantFrom(...known),
      seeds: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
      value: VALUE,
    });
    fc.assert(
      fc.property(faulty, ({ object, seeds, value }) => {
        let next = 0;
        const random = (most: number) => (seeds[next++ % seeds.length] ?? 0) % most;
        const copy = changed(object, random, value);
        const key = `${object['apiVersion']}/${object['kind']}`;
        const kind = VALIDATORS.get(key);
        if (kind === undefined) throw new Error(key);
        const type = kind.facts.table.kinds[String(object['apiVersion'])]?.[String(object['kind'])] ?? '';
        const found = explainShape(copy, type, kind.facts, () => undefined);
        expect(kind.validate(copy), JSON.stringify(found)).toBe(found.length === 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the tables', () => {
  it.each(PRODUCTS)('%s refer to types and scalars that there are', (product) => {
    for (const release of releasesOf(product)) {
      const { table, overlay } = openRelease(product, release).facts;
      const names = new Set(Object.keys(table.types));
      for (const fields of Object.values(table.types)) {
        for (const type of Object.values(fields)) {
          const bare = type.replace(/(?:\[\]|\{\})+$/, '');
          if (/[A-Z]/.test(bare)) expect(names).toContain(bare);
        }
      }
      const paths = [...Object.keys(overlay.required ?? {}), ...Object.keys(overlay.values ?? {})];
      for (const type of [...paths, ...(overlay.named ?? [])]) expect(names).toContain(type.split('.')[0]);
      for (const at of [
        ...Object.keys(overlay.renamed ?? {}),
        ...Object.keys(overlay.removed ?? {}),
        ...Object.keys(overlay.since ?? {}),
      ]) {
        const type = at.slice(0, at.lastIndexOf('.'));
        const field = at.slice(type.length + 1);
        expect(names).toContain(type);
        expect(Object.keys(table.types[type] ?? {})).not.toContain(field);
      }
    }
  });
});
