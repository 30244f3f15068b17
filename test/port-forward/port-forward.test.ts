import { expect, it } from 'vitest';
import type { Cluster, ForwardOptions, ObjectList, Selection } from '../../src/cluster/cluster.ts';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import type { JsonObject } from '../../src/json.ts';
import { type Forwarded, portForward } from '../../src/port-forward/run.ts';
import { renderForwarded } from '../../src/report/port-forward.ts';

const webhook = (name: string, ports: readonly string[]): JsonObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'EventSource',
  metadata: { name, namespace: 'flows' },
  spec: {
    webhook: Object.fromEntries(
      ports.map((port) => [`on-${port}`, { port, endpoint: `/${port}`, method: 'POST' }]),
    ),
  },
});
const pod = (name: string, ready: boolean, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'flows', ...more },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    ...(!ready && { containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff' } } }] }),
  },
});

/** A cluster with these objects, where some ports of this machine are taken; remembers what is open. */
function lab(eventSources: readonly JsonObject[], pods: JsonObject[], taken: readonly number[] = []) {
  const open = new Map<number, ForwardOptions>();
  const asked: Selection[] = [];
  const cluster: Pick<Cluster, 'context' | 'namespace' | 'list' | 'portForward'> = {
    context: 'lab',
    namespace: 'flows',
    list: async (selection): Promise<ObjectList> => {
      asked.push(selection);
      return { items: selection.kind === 'Pod' ? pods : eventSources, resourceVersion: '1' };
    },
    portForward: async (options) => {
      const localPort = options.localPort === 0 ? 50_000 + open.size : options.localPort;
      if (taken.includes(localPort)) throw new ClusterError('failed', `port ${localPort} is taken`);
      open.set(localPort, options);
      return { localPort, close: async () => void open.delete(localPort) };
    },
  };
  // Nothing else is asked for.
  return { cluster: cluster as Cluster, open, asked };
}

async function forwarded(setting: ReturnType<typeof lab>, eventSources: readonly string[], port?: number) {
  const stop = new AbortController();
  let ports: readonly Forwarded[] = [];
  let opened: readonly number[] = [];
  await portForward({ eventSources, port, signal: stop.signal }, setting.cluster, {
    opened: (told) => {
      ports = told;
      opened = [...setting.open.keys()];
      stop.abort();
    },
    failed: () => undefined,
  });
  return { ports, opened };
}

it('ports are the same here as there, or free ones, and are closed at the end', async () => {
  const setting = lab(
    [webhook('a', ['12000', '13000']), webhook('b', ['14000'])],
    [pod('p', true)],
    [13_000],
  );
  const { ports, opened } = await forwarded(setting, []);
  expect(opened).toEqual([12_000, 50_001, 14_000]);
  expect(setting.open.size).toBe(0);
  expect(renderForwarded(ports.slice(1), { color: false, columns: undefined, unicode: true })).toBe(
    `127.0.0.1:50001 → flows/a port 13000
  curl -d '{}' -H 'Content-Type: application/json' 'http://127.0.0.1:50001/13000'
127.0.0.1:14000 → flows/b port 14000
  curl -d '{}' -H 'Content-Type: application/json' 'http://127.0.0.1:14000/14000'
`,
  );
  expect((await forwarded(setting, ['b'], 8080)).opened).toEqual([8080]);
});

it('a taken port that was asked for is told', async () => {
  const setting = lab([webhook('b', ['14000'])], [pod('p', true)], [8080]);
  await expect(forwarded(setting, ['b'], 8080)).rejects.toThrow('port 8080 is taken');
});

it('one port for several is refused', async () => {
  const setting = lab([webhook('a', ['1', '2'])], [pod('p', true)]);
  await expect(forwarded(setting, [], 8080)).rejects.toThrow(
    'port 8080 cannot be that of 2 ports: a (1), a (2)',
  );
  expect(setting.open.size).toBe(0);
});

it('names that are not there, and sources without ports, are told', async () => {
  const calendar = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'EventSource',
    metadata: { name: 'clock' },
    spec: { calendar: { tick: { interval: '1s' } } },
  };
  const setting = lab([webhook('github', ['1']), calendar], []);
  await expect(forwarded(setting, ['gitub'])).rejects.toMatchObject({ help: 'did you mean "github"?' });
  await expect(forwarded(setting, ['clock'])).rejects.toThrow('not one of clock listens on a port');
});

it('the pod is the one that is ready and stays, and of others it is told what they wait for', async () => {
  const pods = [pod('going', true, { deletionTimestamp: '2026-01-01T00:00:00Z' }), pod('coming', false)];
  const setting = lab([webhook('a', ['1'])], pods);
  await expect(forwarded(setting, ['a'])).rejects.toThrow(
    'no pod of event source "a" in namespace "flows" is ready: "coming" is ImagePullBackOff',
  );
  pods.push(pod('there', true));
  const stop = new AbortController();
  let chosen = '';
  await portForward({ eventSources: ['a'], signal: stop.signal }, setting.cluster, {
    opened: async () => {
      chosen = (await [...setting.open.values()][0]?.choosePod({})) ?? '';
      stop.abort();
    },
    failed: () => undefined,
  });
  expect(chosen).toBe('there');
  expect(setting.asked.at(-1)?.labels).toBe('controller=eventsource-controller,eventsource-name=a');
});
