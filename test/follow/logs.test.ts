import { expect, it } from 'vitest';
import type { Cluster, LogOptions, Selection } from '../../src/cluster/cluster.ts';
import { type FlowLine, flowLogs } from '../../src/follow/logs.ts';
import type { JsonObject } from '../../src/json.ts';

const object = (kind: string, name: string, spec: JsonObject = {}): JsonObject => ({
  kind,
  metadata: { name, namespace: 'flows' },
  spec,
});
const OBJECTS = [
  object('EventSource', 'hook'),
  object('EventSource', 'other'),
  object('Sensor', 'deploy', { dependencies: [{ name: 'a', eventSourceName: 'hook', eventName: 'x' }] }),
  object('Workflow', 'deploy-1'),
];
const LINES: Readonly<Record<string, readonly string[]>> = {
  'eventsource-name=hook': ['1', '4'],
  'sensor-name=deploy': ['2'],
  'workflows.argoproj.io/workflow=deploy-1': ['3'],
};

function lab(stop?: AbortController) {
  const ended: string[] = [];
  const cluster: Pick<Cluster, 'namespace' | 'list' | 'logs'> = {
    namespace: 'flows',
    list: async ({ kind }: Selection) => ({
      items: OBJECTS.filter((one) => one['kind'] === kind),
      resourceVersion: '1',
    }),
    async *logs({ labels = '', follow, signal }: LogOptions) {
      for (const second of LINES[labels] ?? []) {
        yield { pod: 'p', container: 'main', time: `2001-01-01T00:00:0${second}Z`, text: `line ${second}` };
      }
      if (follow !== true) return;
      if (labels.startsWith('workflows')) stop?.abort();
      await new Promise<void>((resolve) => {
        if (signal?.aborted) resolve();
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
      ended.push(labels);
    },
  };
  // Nothing else is asked for.
  return { cluster: cluster as Cluster, ended };
}

it.each(['hook', 'deploy'])('the logs of %s are merged by time over the hops', async (flow) => {
  const lines: FlowLine[] = [];
  const { signal } = new AbortController();
  await flowLogs({ flow, follow: false, signal }, lab().cluster, (line) => void lines.push(line));
  expect(lines.map(({ hop, name, text }) => `${hop} ${name}: ${text}`)).toEqual([
    'source hook: line 1',
    'sensor deploy: line 2',
    'workflow deploy-1: line 3',
    'source hook: line 4',
  ]);
});

it('following ends all streams with the signal', async () => {
  const stop = new AbortController();
  const { cluster, ended } = lab(stop);
  const lines: FlowLine[] = [];
  const run = flowLogs(
    { flow: 'hook', follow: true, signal: stop.signal },
    cluster,
    (line) => void lines.push(line),
  );
  await expect(run).rejects.toThrow('interrupted');
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(lines).toHaveLength(4);
  expect(ended).toHaveLength(3);
});

it('an unknown flow is answered with the nearest', async () => {
  const { signal } = new AbortController();
  const run = flowLogs({ flow: 'hok', follow: false, signal }, lab().cluster, () => undefined);
  await expect(run).rejects.toThrow('no event source or sensor "hok" in namespace "flows"');
});
