import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { loadManifests } from '../../src/load/load.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { testEvent } from '../../src/test-event/test-event.ts';
import { LIBRARY } from '../payloads/library.ts';

const RECORDINGS = new URL('../recordings/', import.meta.url);
const NAMES = readdirSync(RECORDINGS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const engine = openEngine({ now: '2026-01-02T03:04:05Z', seed: 1 });
afterAll(() => engine.close());

/** What the API server refused there: `account verb resource`, with the account of the sensor or of the pods. */
const REFUSED: Readonly<Record<string, string>> = {
  'sensor-forbidden-k8s': '"create" on workflows',
  'sensor-forbidden-submit': '"create" on workflows',
  'sensor-submit-no-list': '"list" on workflows',
  'pods-forbidden': '"patch" on workflowtaskresults',
};

async function permissionsOf(name: string): Promise<readonly string[]> {
  const folder = new URL(`${name}/`, RECORDINGS);
  const lines = readFileSync(new URL('manifests.json', folder), 'utf8').split('\n').filter(Boolean);
  const { model, diagnostics } = await loadManifests(['-'], { stdin: lines.join('\n---\n') });
  const request = JSON.parse(readFileSync(new URL('request.json', folder), 'utf8'));
  const result = testEvent(
    {
      targets: [],
      samples: [],
      data: { value: JSON.stringify(request.body), origin: '--data' },
      assignments: [],
      headers: [],
      repeat: 1,
      expectations: [],
      nodeOutputs: {},
    },
    {
      model,
      engine,
      world: createWorld({ now: '2026-01-02T03:04:05Z', seed: 1 }),
      library: LIBRARY,
      diagnostics,
    },
  );
  const hops = result.firings.flatMap(({ triggers }) => triggers.flatMap((trigger) => trigger.hops));
  return hops.filter(({ kind }) => kind === 'permission').map(({ summary }) => summary);
}

it.each(NAMES)('%s: says what the API server refused, and nothing else', async (name) => {
  const said = await permissionsOf(name);
  const refused = REFUSED[name];
  expect(said).toEqual(refused === undefined ? [] : [expect.stringContaining(refused)]);
});
