import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { nameOf } from '../../src/cluster/object.ts';
import { openCluster } from '../../src/cluster/open.ts';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { examine } from '../../src/doctor/examine.ts';
import { LISTED } from '../../src/doctor/kinds.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonObject } from '../../src/json.ts';
import { fireRecording } from '../cluster/replay/fire.ts';
import { replayServer } from '../cluster/replay/server.ts';
import { Stage } from '../cluster/replay/stage.ts';
import { writeKubeconfig } from '../cluster/stand-in.ts';
import { NOW, readObjects } from '../doctor/laboratory.ts';

// What talks to a cluster, against servers of this process: doctor beside reading the same lists and nothing else, and
// test-event beside the bare request that it sends. Prints its rows as JSON.

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 15);
const WELL = readObjects(
  readFileSync(new URL('../doctor/cluster.yaml', import.meta.url), 'utf8'),
  'cluster.yaml',
);

/** The objects of the healthy cluster, with its one namespace of one flow as many times as that. */
function clusterOf(namespaces: number, flows: number): readonly JsonObject[] {
  const own = WELL.filter(
    (object) => nameOf(object).namespace === 'flows' || nameOf(object).name === 'flows',
  );
  const isFlow = (object: JsonObject) =>
    !/eventbus|"Namespace"/i.test(`${nameOf(object).name} ${JSON.stringify(object['kind'])}`);
  const bus = own.filter((object) => !isFlow(object) || object['kind'] === 'EventBus');
  const flow = own.filter((object) => isFlow(object) && object['kind'] !== 'EventBus');
  const renamed = (object: JsonObject, change: (text: string) => string): JsonObject =>
    JSON.parse(change(JSON.stringify(object)));
  const result = WELL.filter((object) => !own.includes(object));
  for (let n = 0; n < namespaces; n++) {
    const home = (text: string) => text.replace(/\bflows\b/g, `flows-${n}`);
    result.push(...bus.map((object) => renamed(object, home)));
    for (let f = 0; f < flows; f++) {
      const names = (text: string) => home(text).replace(/\b(hook|deploy|nightly)\b/g, `$1-${f}`);
      result.push(...flow.map((object) => renamed(object, names)));
    }
  }
  return result;
}

async function serve(objects: readonly JsonObject[]) {
  let requests = 0;
  const byKind = new Map<string, JsonObject[]>();
  for (const object of objects) {
    const { kind } = nameOf(object);
    byKind.set(kind, [...(byKind.get(kind) ?? []), object]);
  }
  const plural = (kind: string) =>
    kind === 'EventBus'
      ? 'eventbus'
      : kind.toLowerCase().replace(/y$/, 'ie').replace(/ss$/, 'sse').concat('s');
  const paths = new Map(LISTED.map(({ kind }) => [plural(kind), kind as string]));
  const json = (response: ServerResponse, value: object) =>
    response.writeHead(200, { Date: new Date(NOW).toUTCString() }).end(JSON.stringify(value));
  const server = createServer((incoming, response) => {
    requests++;
    const url = new URL(incoming.url ?? '/', 'http://bench');
    incoming.resume();
    if (url.pathname === '/version') return json(response, { gitVersion: 'v1.36.3' });
    if (url.pathname.endsWith('reviews')) return json(response, { status: { allowed: true } });
    const [, group] = /^\/(?:api\/(v1)|apis\/[^/]+\/[^/]+)$/.exec(url.pathname) ?? [];
    if (group !== undefined || /^\/apis\/[^/]+\/[^/]+$/.test(url.pathname)) {
      const version = url.pathname.replace(/^\/apis?\//, '');
      const resources = LISTED.filter(({ apiVersion }) => apiVersion === version).map(
        ({ kind, ...listed }) => ({
          name: plural(kind),
          kind,
          namespaced: !('scope' in listed) || listed.scope !== 'cluster',
          verbs: ['list'],
        }),
      );
      return json(response, { resources });
    }
    const kind = paths.get(url.pathname.split('/').at(-1) ?? '');
    if (kind === undefined) {
      const name = url.pathname.split('/').at(-1);
      const found = objects.find(
        (object) => nameOf(object).name === name && nameOf(object).kind === 'ConfigMap',
      );
      return found === undefined ? response.writeHead(404).end('{}') : json(response, found);
    }
    const from = Number(url.searchParams.get('continue') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 500);
    const all = byKind.get(kind) ?? [];
    const more = from + limit < all.length ? { continue: String(from + limit) } : {};
    return json(response, {
      metadata: { resourceVersion: '1', ...more },
      items: all.slice(from, from + limit),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    kubeconfig: writeKubeconfig(`http://127.0.0.1:${port}`, { token: 'bench' }),
    counted: () => {
      const count = requests;
      requests = 0;
      return count;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function doctor(namespaces: number, flows: number) {
  const objects = clusterOf(namespaces, flows);
  const server = await serve(objects);
  const engine = openEngine();
  const signal = new AbortController().signal;
  const cluster = openCluster({ kubeconfig: server.kubeconfig, readOnly: true }, {});
  const whole: number[] = [];
  const lists: number[] = [];
  let requests = 0;
  let findings = 0;
  for (let round = 0; round < Math.min(ROUNDS, 5); round++) {
    const begun = performance.now();
    for (const { kind, apiVersion } of LISTED) await cluster.list({ kind, apiVersion });
    lists.push(performance.now() - begun);
    server.counted();
    const start = performance.now();
    const now = () => Date.parse(NOW);
    const asked = { namespace: undefined, checks: CHECKS, engine, wait: 0, logs: false, now, signal };
    const { results } = await examine(cluster, asked);
    whole.push(performance.now() - start);
    requests = server.counted();
    findings = results.flatMap((result) => result.findings).length;
  }
  cluster.close();
  engine.close();
  server.close();
  const pages = LISTED.reduce((sum, { kind }) => {
    const count = objects.filter((object) => nameOf(object).kind === kind).length;
    return sum + Math.max(Math.ceil(count / 500) - 1, 0);
  }, 0);
  return {
    flows: namespaces * flows,
    objects: objects.length,
    findings,
    requests,
    pages,
    milliseconds: median(whole),
    lists: median(lists),
  };
}

/** One request through a forwarded port, and nothing else. */
async function bare(): Promise<number> {
  const stage = new Stage('ok-k8s');
  const server = await replayServer(stage);
  const cluster = openCluster({ kubeconfig: server.kubeconfig }, {});
  const start = performance.now();
  const forwarding = await cluster.portForward({
    namespace: stage.namespace,
    choosePod: async () => 'okk8s-eventsource-vsvjv-76b8bfc98d-f8779',
    port: 12_000,
    localPort: 0,
  });
  await new Promise<void>((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port: forwarding.localPort,
        method: 'POST',
        path: '/deploy',
        createConnection: () => connect(forwarding.localPort, '127.0.0.1'),
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve());
      },
    );
    sent.on('error', reject);
    sent.end('{}');
  });
  const milliseconds = performance.now() - start;
  await forwarding.close();
  cluster.close();
  await server.close();
  return milliseconds;
}

async function testEvent(): Promise<number> {
  const start = performance.now();
  await fireRecording('ok-k8s', { wait: false });
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const rows = [await doctor(5, 20), await doctor(50, 20)];
await bare();
await testEvent();
const times = { bare: [] as number[], testEvent: [] as number[] };
for (let round = 0; round < ROUNDS; round++) {
  times.bare.push(await bare());
  times.testEvent.push(await testEvent());
}
process.stdout.write(JSON.stringify({ rows, bare: median(times.bare), testEvent: median(times.testEvent) }));
