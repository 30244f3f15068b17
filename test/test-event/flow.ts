import { readdirSync, readFileSync } from 'node:fs';
import type { Engine } from '../../src/engine/engine.ts';
import { loadManifests } from '../../src/load/load.ts';
import { createWorld } from '../../src/simulate/world.ts';
import type { TestEventResult } from '../../src/test-event/result.ts';
import { type TestEventOptions, testEvent } from '../../src/test-event/test-event.ts';
import { LIBRARY } from '../payloads/library.ts';

/** Each folder of flows/ is a flow: manifests, what is fired (call.json), and what a person reads. */
const FLOWS = new URL('flows/', import.meta.url);

export const NOW = '2026-01-02T03:04:05Z';

interface Call {
  readonly targets?: readonly string[];
  readonly data?: string;
  readonly set?: readonly string[];
  readonly method?: string;
  readonly event?: object;
}

export function flowNames(): readonly string[] {
  return readdirSync(FLOWS).sort();
}

/** Fires a flow's call at a standing clock; every hop takes a quarter of a millisecond. */
export async function runFlow(
  engine: Engine,
  name: string,
  more: Partial<TestEventOptions> = {},
): Promise<{ readonly result: TestEventResult; readonly sources: ReadonlyMap<string, string> }> {
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
    ...more,
    ...(call.data !== undefined && { data: { value: call.data, origin: '--data' } }),
    ...(call.event !== undefined && { event: { value: JSON.stringify(call.event), origin: 'event.json' } }),
    ...(call.method !== undefined && { method: call.method }),
  };
  const result = testEvent(options, { model, engine, world, library: LIBRARY, diagnostics });
  return { result, sources: new Map([['<stdin>', text]]) };
}
