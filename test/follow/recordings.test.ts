import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { fireRecording } from '../cluster/replay/fire.ts';
import { TABLE } from '../cluster/replay/table.ts';

// Every recorded flow happens again behind an HTTP server that answers as an API server does: an event is fired at it
// and followed through all that then comes.

const RECORDINGS = fileURLToPath(new URL('../recordings', import.meta.url));
const SCHEMA = readFileSync(new URL('../../schemas/cluster-test.v1.schema.json', import.meta.url), 'utf8');

/** The schema is open, so that members may be added within v1. Here what is printed and not described is a mistake. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in copy ? { ...copy, additionalProperties: false } : copy;
}
const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  closed(JSON.parse(SCHEMA)) as object,
);

it('the table has every recording', () => {
  const folders = readdirSync(RECORDINGS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(new Set(Object.keys(TABLE))).toEqual(new Set(folders.map(({ name }) => name)));
});

describe('test-event names the hop and the cause', () => {
  it.each(Object.entries(TABLE))('%s', async (name, { predicted, death }) => {
    const { result } = await fireRecording(name);
    const { trail, prediction, timedOut, asPredicted } = result;
    expect(timedOut).toBe(false);
    expect(prediction.outcome).toBe(predicted);
    expect(asPredicted).toBe((predicted === 'fires') === (death === undefined));
    expect(trail.outcome).toBe(death === undefined ? 'succeeded' : 'died');
    expect(trail.cause?.kind).toBe(death?.hop);
    expect(validate(JSON.parse(renderJson(result))), JSON.stringify(validate.errors, null, 2)).toBe(true);
    if (death === undefined) return;
    expect(trail.cause?.evidence?.from).toMatch(death.from);
    expect(trail.cause?.evidence?.text).toMatch(death.text);
  });
});
