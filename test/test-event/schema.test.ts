import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderYaml } from '../../src/report/yaml.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { flowNames, NOW, runFlow } from './flow.ts';

// The schema is open, so that members may be added within v1. Here it is closed: what is printed and not described
// is a mistake, and so is a described member that nothing ever prints under that name.

type Schema = { [key: string]: unknown };

const text = readFileSync(new URL('../../schemas/test-event.v1.schema.json', import.meta.url), 'utf8');

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: Schema = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in copy && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  closed(JSON.parse(text)) as Schema,
);
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());

describe('the JSON of a result', () => {
  it.each(flowNames())('of %s fits the schema', async (name) => {
    const { result } = await runFlow(engine, name);
    const document: unknown = JSON.parse(renderJson(result));
    expect(validate(document), JSON.stringify(validate.errors, null, 2)).toBe(true);
  });

  it('is refused when something is missing or unknown', async () => {
    const { result } = await runFlow(engine, 'filtered');
    expect(validate({ ...result, outcome: 'lost' })).toBe(false);
    expect(validate({ ...result, more: 1 })).toBe(false);
    expect(validate({ ...result, firings: [{}] })).toBe(false);
  });

  it.each(flowNames())('of %s is the same document in YAML', async (name) => {
    const { result } = await runFlow(engine, name);
    const { documents, diagnostics } = parseYaml(renderYaml(result), 'result.yaml');
    expect(diagnostics).toEqual([]);
    expect(JSON.parse(JSON.stringify(documents[0]?.value))).toEqual(JSON.parse(renderJson(result)));
  });

  it('is the same in every run with the same clock and seed, durations aside', async () => {
    const run = async () => {
      const own = openEngine({ now: NOW, seed: 1 });
      try {
        return renderJson((await runFlow(own, 'steps')).result);
      } finally {
        own.close();
      }
    };
    expect(await run()).toBe(await run());
  });
});
