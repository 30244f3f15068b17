import { readFileSync } from 'node:fs';
import { openEngine } from '../../src/engine/wasm.ts';
import { buildModel } from '../../src/model/build.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { Outcome } from '../../src/simulate/trace.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

// Fires real requests at the webhook of flow.yaml, without the socket: source → bus → dependency → filter →
// condition → parameters → rendered trigger. Prints one JSON document. Takes the path of flow.yaml.

const EVENTS = 10_000;
const MEMORY_EVENTS = 100_000;

const text = readFileSync(process.argv[2] ?? '', 'utf8');
const model = buildModel(parseYaml(text, 'flow.yaml').documents, {});
const engine = openEngine();
const world = createWorld({ now: '2026-01-02T03:04:05.000000000Z', seed: 1 });

function flow(eventName: string): (n: number) => Outcome | undefined {
  const simulator = createSimulator(model, engine, world);
  const [eventSource] = model.eventSources;
  const event = eventSource?.events.find(({ name }) => name === eventName);
  if (eventSource === undefined || event === undefined) throw new Error(`no event ${eventName}`);
  return (n) => {
    // Half of the events pass the filter.
    const ref = n % 2 === 0 ? 'refs/heads/main' : 'refs/heads/topic';
    const body = JSON.stringify({ message: `message ${n}`, ref, commits: 3, author: { name: 'A', id: n } });
    const request = {
      method: 'POST',
      target: `/${eventName}`,
      headers: [['Content-Type', 'application/json']] as const,
      body,
    };
    return simulator.fire({ eventSource, event, stimulus: { kind: 'http', request } }).triggers[0]?.outcome;
  };
}

function measure(name: string, fire: (n: number) => Outcome | undefined, expected: readonly Outcome[]) {
  for (let n = 0; n < 1_000; n += 1) fire(n);
  const microseconds: number[] = [];
  const start = performance.now();
  for (let n = 0; n < EVENTS; n += 1) {
    const before = performance.now();
    const outcome = fire(n);
    microseconds.push((performance.now() - before) * 1000);
    if (outcome !== expected[n % expected.length]) throw new Error(`${name}: event ${n} ${outcome}`);
  }
  const seconds = (performance.now() - start) / 1000;
  microseconds.sort((a, b) => a - b);
  const at = (q: number) => microseconds[Math.floor(q * microseconds.length)] ?? Number.NaN;
  return { name, eventsPerSecond: EVENTS / seconds, p50: at(0.5), p99: at(0.99) };
}

const flows = [
  measure('plain', flow('plain'), ['fires']),
  measure('filtered', flow('filtered'), ['fires', 'filtered']),
];

const memory: { events: number; megabytes: number }[] = [];
const fire = flow('filtered');
for (let n = 1; n <= MEMORY_EVENTS; n += 1) {
  fire(n);
  if (n === MEMORY_EVENTS / 10 || n === MEMORY_EVENTS) {
    globalThis.gc?.();
    memory.push({ events: n, megabytes: process.memoryUsage().rss / 1e6 });
  }
}
engine.close();
process.stdout.write(JSON.stringify({ flows, memory }));
