import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { isArray, isObject, type JsonValue } from '../../src/json.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { deliver, targetFor } from '../../src/test-event/delivery.ts';
import { modelFor } from './event-source.ts';
import { LIBRARY } from './library.ts';

/** Those whose sender lays down what an event has. What is in `OPEN` is up to whoever set the sender up. */
const TYPES = ['github', 'gitlab', 'bitbucket', 'bitbucketserver', 'gerrit', 'minio', 'storageGrid'];
const OPEN = new Set(['header', 'headers', 'metadata', 'userMetadata', 'labels', 'variables']);
const FILE = fileURLToPath(new URL('../../src/rules/sample-keys.json', import.meta.url));

const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());
const world = createWorld({ now: NOW, seed: 1 });

interface Tree {
  [key: string]: Tree;
}

/** `npx vitest run test/payloads -u` writes the file anew. */
it('lint knows the keys of the samples', async () => {
  const types: Record<string, Tree> = {};
  for (const sample of LIBRARY.filter(({ type }) => TYPES.includes(type))) {
    const model = await modelFor(sample);
    const options = { sample, assignments: [], standIn: false };
    const { arrival } = deliver(options, targetFor(model, sample), model, {
      engine,
      world,
      library: LIBRARY,
    });
    for (const { data } of arrival.events) {
      const tree = types[sample.type] ?? {};
      types[sample.type] = tree;
      add(tree, JSON.parse(data ?? '') as JsonValue);
    }
  }
  expect(new Set(Object.keys(types))).toEqual(new Set(TYPES));
  await expect(`${JSON.stringify(sorted(types))}\n`).toMatchFileSnapshot(FILE);
});

function add(tree: Tree, value: JsonValue): void {
  const entries = isArray(value)
    ? value.map((item) => ['#', item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  for (const [key, held] of entries) {
    const below = tree[key] ?? {};
    tree[key] = below;
    if (!OPEN.has(key)) add(below, held);
  }
}

function sorted(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, below]) => [key, sorted(below)]),
  );
}
