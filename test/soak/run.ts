import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openEngine } from '../../src/engine/wasm.ts';
import { loadManifests } from '../../src/load/load.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { listen, type OpenPort } from '../../src/test-event/listen.ts';

// The local engine at full rate for a long time: `npm run soak` (SOAK_MINUTES, 30 by default). Requests are sent at the
// listener one after the other on a few connections; every tenth asks for what is refused. It fails when memory still grows
// after the first third, when an answer is wrong, and when anything is left open at the end.

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 30);
const CONNECTIONS = 4;
/** What memory may grow by between the end of the first third and the end, in parts. */
const GROWTH = 0.15;

const flow = readFileSync(fileURLToPath(new URL('../bench/flow.yaml', import.meta.url)), 'utf8');
const { model, diagnostics } = await loadManifests(['-'], { stdin: flow });
const engine = openEngine();
const stop = new AbortController();
let opened: (ports: readonly OpenPort[]) => void = () => undefined;
const ports = new Promise<readonly OpenPort[]>((resolve) => {
  opened = resolve;
});
let received = 0;
const ended = listen(
  { targets: [], nodeOutputs: {}, port: 0 },
  { model, engine, world: createWorld({ seed: 1 }), library: [], diagnostics },
  {
    opened: (open) => opened(open),
    received: () => {
      received += 1;
    },
  },
  stop.signal,
);
const [first] = await ports;
if (first === undefined) throw new Error('the flow has no port');
const url = new URL(first.endpoints[0] ?? '/', first.url);

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function send(body: string, method: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method, headers: { 'content-type': 'application/json' } },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.on('error', reject).end(body);
  });
}

const start = performance.now();
const finish = start + MINUTES * 60_000;
let requests = 0;
let wrong = 0;

async function connection(): Promise<void> {
  while (performance.now() < finish) {
    requests += 1;
    const refused = requests % 10 === 0;
    const status = await send(
      JSON.stringify({ number: requests, text: 'x'.repeat(requests % 2000) }),
      refused ? 'PUT' : 'POST',
    );
    if (status !== (refused ? 400 : 200)) wrong += 1;
  }
}

interface Sample {
  readonly minutes: number;
  readonly megabytes: number;
}
const samples: Sample[] = [];
async function watch(): Promise<void> {
  process.stdout.write('   minutes   resident MB      requests\n');
  while (performance.now() < finish) {
    await wait(Math.min(30_000, (MINUTES * 60_000) / 12));
    const sample = {
      minutes: (performance.now() - start) / 60_000,
      megabytes: process.memoryUsage.rss() / 2 ** 20,
    };
    samples.push(sample);
    const columns = [
      sample.minutes.toFixed(1).padStart(10),
      sample.megabytes.toFixed(0).padStart(14),
      String(requests).padStart(14),
    ];
    process.stdout.write(`${columns.join('')}\n`);
  }
}

await Promise.all([...Array.from({ length: CONNECTIONS }, connection), watch()]);
agent.destroy();
stop.abort();
await ended;
engine.close();
await wait(500);

const faults: string[] = [];
const early = samples.filter(({ minutes }) => minutes <= MINUTES / 3).map(({ megabytes }) => megabytes);
const late = samples.filter(({ minutes }) => minutes > (MINUTES * 2) / 3).map(({ megabytes }) => megabytes);
const [before, after] = [Math.max(...early), Math.max(...late)];
if (after > before * (1 + GROWTH))
  faults.push(`memory grew from ${before.toFixed(0)} to ${after.toFixed(0)} MB`);
if (wrong > 0) faults.push(`${wrong} answers were wrong`);
if (received !== requests) faults.push(`${requests} requests were sent, and ${received} were followed`);
// Standard output and error may be pipes.
const left = process
  .getActiveResourcesInfo()
  .filter((name) => !/^(?:TTYWrap|PipeWrap|FSReqCallback)$/.test(name));
if (left.length > 0) faults.push(`this is left open: ${left.join(', ')}`);
process.stdout.write(
  faults.length === 0 ? 'memory is flat, and nothing is left open\n' : `FAILED: ${faults.join('; ')}\n`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
