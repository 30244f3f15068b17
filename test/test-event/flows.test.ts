import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { loadManifests } from '../../src/load/load.ts';
import { renderTestEvent } from '../../src/report/test-event.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { type TestEventOptions, testEvent } from '../../src/test-event/test-event.ts';

// Each folder is a flow: manifests, what is fired (call.json), and what a person reads at 80 and at 40 columns.

const FLOWS = new URL('flows/', import.meta.url);
const NOW = '2026-01-02T03:04:05Z';

interface Call {
  readonly targets?: readonly string[];
  readonly data?: string;
  readonly set?: readonly string[];
  readonly method?: string;
  readonly event?: object;
}

const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());

async function run(name: string) {
  const folder = new URL(`${name}/`, FLOWS);
  // A fixture of ours, written to this shape.
  const call = JSON.parse(readFileSync(new URL('call.json', folder), 'utf8')) as Call;
  const text = readFileSync(new URL('flow.yaml', folder), 'utf8');
  const { model, diagnostics } = await loadManifests(['-'], { stdin: text });
  let clock = 0;
  const world = createWorld({
    now: NOW,
    seed: 1,
    milliseconds: () => {
      clock += 0.25;
      return clock;
    },
  });
  const options: TestEventOptions = {
    targets: call.targets ?? [],
    samples: [],
    assignments: call.set ?? [],
    headers: [],
    repeat: 1,
    expectations: [],
    nodeOutputs: {},
    ...(call.data !== undefined && { data: { value: call.data, origin: '--data' } }),
    ...(call.event !== undefined && { event: { value: JSON.stringify(call.event), origin: 'event.json' } }),
    ...(call.method !== undefined && { method: call.method }),
  };
  const result = testEvent(options, { model, engine, world, diagnostics });
  return { result, sources: new Map([['<stdin>', text]]) };
}

describe('flows', () => {
  const names = readdirSync(FLOWS).sort();

  it.each(names)('%s', async (name) => {
    const { result, sources } = await run(name);
    const texts = [80, 40].map((columns) =>
      renderTestEvent(result, sources, { color: false, columns, unicode: true }),
    );
    await expect(texts.join(`\n${'='.repeat(40)}\n\n`)).toMatchFileSnapshot(`flows/${name}/expected.out`);
    for (const [index, columns] of [80, 40].entries()) {
      for (const line of (texts[index] ?? '').split('\n'))
        expect([...line].length).toBeLessThanOrEqual(columns);
    }
  });

  it('prints the whole of every value where nobody reads along', async () => {
    const { result, sources } = await run('seed');
    const text = renderTestEvent(result, sources, { color: false, columns: undefined, unicode: true });
    const message = result.firings[0]?.triggers[0]?.workflow?.parameters['message'] ?? '';
    expect(Buffer.from(JSON.parse(message).data as string, 'base64').toString()).toContain('Shirley');
    expect(text).toContain(JSON.stringify(message));
  });
});
