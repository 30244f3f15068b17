import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Cluster, LogLine, Selection } from '../../src/cluster/cluster.ts';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import type { FollowedHop } from '../../src/follow/hop.ts';
import type { SeenLine } from '../../src/follow/log-line.ts';
import { named, objectsIn } from '../../src/follow/objects.ts';
import { type ClusterTestRequest, testOnCluster } from '../../src/follow/run.ts';
import { traceIn } from '../../src/follow/trace.ts';
import { type JsonObject, valueAt } from '../../src/json.ts';
import { renderVerdict } from '../../src/report/follow.ts';
import { readRecording } from './recording.ts';

const PAYLOADS = new URL('../../payloads', import.meta.url).pathname;
const PLAIN = { color: false, columns: undefined, unicode: true };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A cluster on which a recording happens: once the request has come, what followed it is there. */
async function replay(name: string, forbidden: readonly string[] = [], lag = 0) {
  const { seen } = readRecording(name);
  let fired = false;
  const bodies: string[] = [];
  const server = createServer((incoming, response) => {
    incoming.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
    incoming.on('end', () => {
      setTimeout(() => {
        fired = true;
      }, lag);
      response.writeHead(seen.response?.status ?? 500).end(seen.response?.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  let open = 0;
  const isLater = (object: JsonObject) =>
    object['kind'] === 'Workflow' ||
    valueAt(object, ['metadata', 'labels', 'workflows.argoproj.io/workflow']) !== undefined;
  const there = () => seen.objects.filter((object) => fired || !isLater(object));
  const said = (line: SeenLine, index: number, all: readonly SeenLine[]): LogLine | undefined => {
    const start = all.findIndex(
      ({ pod, text }) =>
        pod === line.pod && /a request received|Triggering actions|not interested|discarded/.test(text),
    );
    const later = start >= 0 && index >= start;
    const { pod, container, text } = line;
    // A second a line, in a clock that is far from that of this machine.
    const time = new Date(Date.UTC(2001, 0, 1, 0, 0, index)).toISOString();
    return later && !fired ? undefined : { pod, container, time, text };
  };
  const cluster: Pick<
    Cluster,
    'context' | 'namespace' | 'list' | 'get' | 'accessReview' | 'logs' | 'portForward'
  > = {
    context: 'lab',
    namespace: seen.namespace,
    list: async ({ kind, labels }: Selection) => {
      if (forbidden.includes(kind)) throw new ClusterError('forbidden', `you may not list ${kind}s`);
      const items = there().filter(
        (object) =>
          object['kind'] === kind &&
          (labels ?? '')
            .split(',')
            .filter((one) => one.includes('='))
            .every((one) => {
              const [key = '', value] = one.split('=');
              return valueAt(object, ['metadata', 'labels', key]) === value;
            }),
      );
      return { items, resourceVersion: '1' };
    },
    get: async () => undefined,
    accessReview: async () => ({ allowed: true, reason: '' }),
    async *logs({ pod, labels, follow, signal }) {
      const given = new Set<number>();
      const names = new Set(
        there()
          .filter((object) => object['kind'] === 'Pod')
          .filter(
            (object) =>
              pod === named(object) || valueAt(object, ['metadata', 'labels', labels ?? '']) !== undefined,
          )
          .map(named),
      );
      do {
        for (const [index, line] of seen.lines.entries()) {
          if (given.has(index) || !names.has(line.pod)) continue;
          const told = said(line, index, seen.lines);
          if (told === undefined) continue;
          given.add(index);
          yield told;
        }
        if (follow) await new Promise((resolve) => setTimeout(resolve, 20));
      } while (follow && signal?.aborted !== true);
    },
    portForward: async () => {
      open++;
      return { localPort: port, close: async () => void open-- };
    },
  };
  // Nothing else is asked for.
  return { cluster: cluster as Cluster, bodies, open: () => open };
}

async function run(setting: Awaited<ReturnType<typeof replay>>, more: Partial<ClusterTestRequest> = {}) {
  const hops: FollowedHop[] = [];
  const request: ClusterTestRequest = {
    targets: [],
    data: '{"message":"Dont call me Shirley"}',
    set: [],
    header: [],
    payloads: PAYLOADS,
    timeout: 5000,
    wait: true,
    logs: false,
    signal: new AbortController().signal,
    ...more,
  };
  const result = await testOnCluster(request, async () => '', setting.cluster, {
    predicted: () => undefined,
    hop: (hop) => void hops.push(hop),
    node: () => undefined,
    log: () => undefined,
  });
  return { result, hops };
}

it('an event is sent and followed to the end of its Workflow', async () => {
  const setting = await replay('ok-k8s');
  const { result, hops } = await run(setting);
  expect(setting.bodies).toEqual(['{"message":"Dont call me Shirley"}']);
  expect(hops.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'source reached',
    'bus reached',
    'sensor reached',
    'trigger reached',
    'workflow reached',
    'pods reached',
  ]);
  expect(result.trail.outcome).toBe('succeeded');
  expect(result.prediction.outcome).toBe('fires');
  // What was sent can be kept, as `argoflow record` does.
  expect(result).toMatchObject({
    eventType: 'webhook',
    stimulus: { kind: 'http', body: '{"message":"Dont call me Shirley"}' },
  });
  expect(setting.open()).toBe(0);
  expect(renderVerdict(result, PLAIN)).toBe('\n✓ succeeded\n');
});

it.each([
  ['filter-false', 'sensor', 'filtered'],
  ['source-filter-false', 'source', 'dropped'],
  ['unknown-condition', 'sensor', 'inert'],
  ['sensor-forbidden-k8s', 'trigger', 'failed'],
  ['wrong-event-name', 'sensor', 'dropped'],
])('%s dies at the %s and was predicted: %s', async (name, hop, predicted) => {
  const { result } = await run(await replay(name));
  expect(result.trail.cause?.kind).toBe(hop);
  expect(result.prediction.outcome).toBe(predicted);
  expect(result.timedOut).toBe(false);
});

it('an event source that starts is sent to once it listens', async () => {
  const setting = await replay('ok-k8s');
  const { portForward } = setting.cluster;
  let attempts = 0;
  setting.cluster.portForward = async (options) => {
    if (++attempts > 1) return portForward(options);
    // Nobody listens on that port of this machine either.
    options.failed?.(new ClusterError('not-listening', 'nothing listens on port 12000 of pod "hook-1"'));
    return { localPort: 1, close: async () => undefined };
  };
  const { result } = await run(setting);
  expect(result.trail.outcome).toBe('succeeded');
  expect(setting.bodies).toHaveLength(1);
  expect(result.notes).toEqual(['nothing listens on port 12000 of pod "hook-1" at first: it was sent again']);
});

it('a refusal is explained by a line of the log that comes after the answer', async () => {
  const { result } = await run(await replay('bus-lost-stream', [], 700));
  expect(result.response?.status).toBe(500);
  expect(result.trail.cause).toMatchObject({
    kind: 'bus',
    evidence: { text: expect.stringContaining('no response from stream') },
  });
  expect(result.help?.command).toContain('delete pods');
});

/** As when the bus is away while the event is published: the process ends, and the kubelet starts another. */
it.each([
  [true, 'status of Pod okk8s-eventsource-', 'container "main" ended with exit code 2', 'argoflow doctor '],
  [false, 'connection', 'socket hang up', '--only eventsources'],
])(
  'an event source that does not answer is told as such; broken down: %s',
  async (ends, from, text, help) => {
    const setting = await replay('ok-k8s');
    const hung = createServer((incoming) => {
      broken = true;
      incoming.socket.destroy();
    });
    await new Promise<void>((resolve) => hung.listen(0, '127.0.0.1', resolve));
    closing.push(() => hung.close());
    let broken = false;
    // A listening TCP server has an address with a port.
    const { port } = hung.address() as AddressInfo;
    setting.cluster.portForward = async () => ({ localPort: port, close: async () => undefined });
    const { list } = setting.cluster;
    setting.cluster.list = async (selection, call) => {
      const { items, resourceVersion } = await list(selection, call);
      return { items: broken && ends ? items.map(restarted) : items, resourceVersion };
    };
    const { result } = await run(setting);
    expect(result.trail.outcome).toBe('died');
    expect(result.trail.cause).toMatchObject({ kind: 'source', evidence: { text } });
    expect(result.trail.cause?.evidence?.from).toContain(from);
    expect(result.help?.command).toContain(help);
    expect(result.response).toBeUndefined();
  },
);

/** The Pod of the event source with another container, the one before having ended. */
function restarted(object: JsonObject): JsonObject {
  const [status] = objectsIn(valueAt(object, ['status', 'containerStatuses']));
  if (!named(object).includes('-eventsource-') || status === undefined) return object;
  const { containerID = null } = status;
  const lastState = { terminated: { containerID, exitCode: 2, reason: 'Error' } };
  const containerStatuses = [{ ...status, containerID: 'containerd://new', lastState, restartCount: 1 }];
  return { ...object, status: { ...(object['status'] as JsonObject), containerStatuses } };
}

it('another namespace than that of the flow is said to have no event source', async () => {
  const { cluster } = await replay('ok-k8s');
  cluster.list = async () => ({ items: [], resourceVersion: '1' });
  const setting = { cluster, bodies: [], open: () => 0 };
  await expect(run(setting)).rejects.toThrow(
    'there is no event source in namespace "argo-events" of context "lab"',
  );
});

it('nothing is sent where nobody can receive it', async () => {
  const setting = await replay('auth-secret-missing');
  const { result } = await run(setting);
  expect(setting.bodies).toEqual([]);
  expect(result.response).toBeUndefined();
  expect(renderVerdict(result, PLAIN)).toContain('died at source: no pod of the event source is ready');
});

it('events that may not be listed are left out, and it is said so', async () => {
  const { result } = await run(await replay('ok-k8s', ['Event']));
  expect(result.trail.outcome).toBe('succeeded');
  expect(result.notes).toEqual(['Events are not looked at: you may not list Events']);
});

it('sensors that may not be listed are a refusal', async () => {
  await expect(run(await replay('ok-k8s', ['Sensor']))).rejects.toThrow('you may not list Sensors');
});

it('an interruption ends it, and lets go of the port', async () => {
  const setting = await replay('ok-k8s');
  await expect(run(setting, { signal: AbortSignal.abort() })).rejects.toThrow('interrupted');
  expect(setting.open()).toBe(0);
});

it('a Workflow leads back to its event, and the event to the Workflow', () => {
  const { seen } = readRecording('ok-k8s');
  const workflow = seen.objects.find(({ kind }) => kind === 'Workflow');
  const name = workflow === undefined ? '' : named(workflow);
  const back = traceIn(seen, name);
  expect(back.eventIds).toEqual(['ad8b44290bcc4fa280c7e6f31d9edd16']);
  expect(back.trails[0]?.triggers[0]?.workflow).toBe(name);
  const forth = traceIn(seen, 'ad8b44290bcc4fa280c7e6f31d9edd16');
  expect(forth.trails).toEqual(back.trails);
  expect(() => traceIn(seen, 'nobody')).toThrow('neither a Workflow nor an event id "nobody"');
});

it('without logs a Workflow still names its sensor', () => {
  const { seen } = readRecording('workflow-fails');
  const workflow = seen.objects.find(({ kind }) => kind === 'Workflow');
  const { eventIds, trails } = traceIn({ ...seen, lines: [] }, workflow === undefined ? '' : named(workflow));
  expect(eventIds).toEqual([]);
  expect(trails[0]?.triggers[0]?.sensor).toBe('workflowfails');
  expect(trails[0]?.outcome).toBe('died');
});
