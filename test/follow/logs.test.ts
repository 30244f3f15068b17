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
        yield {
          pod: labels,
          container: 'main',
          time: `2001-01-01T00:00:0${second}Z`,
          text: `line ${second}`,
        };
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
  await flowLogs({ flow, follow: false, raw: false, signal }, lab().cluster, (line) => void lines.push(line));
  expect(lines.map(({ hop, name, text }) => `${hop} ${name}: ${text}`)).toEqual([
    'source hook: line 1',
    'sensor deploy: line 2',
    'workflow deploy-1: line 3',
    'source hook: line 4',
  ]);
});

it('the time that a line names itself counts, and lines of one container keep their order', async () => {
  const said: Readonly<Record<string, readonly (readonly [time: string, text: string])[]>> = {
    // As on a real node: read from the process after those of the sensor, and said before them.
    'eventsource-name=hook': [
      ['2001-01-01T00:00:05.5Z', '{"ts":"2001-01-01T00:00:01Z","msg":"received"}'],
      ['2001-01-01T00:00:05.6Z', '{"time":"2001-01-01T00:00:02Z","level":"INFO","msg":"published"}'],
      ['2001-01-01T00:00:01Z', 'plain'],
    ],
    'sensor-name=deploy': [['2001-01-01T00:00:04Z', '{"ts":"2001-01-01T00:00:03Z","msg":"triggered"}']],
    'workflows.argoproj.io/workflow=deploy-1': [
      ['2001-01-01T00:00:06Z', 'hello'],
      [
        '2001-01-01T00:00:07Z',
        'time=2001-01-01T00:00:07Z level=INFO msg="sub-process exited" argo=true error=<nil>',
      ],
      ['2001-01-01T00:00:08Z', 'time=2001-01-01T00:00:08Z level=ERROR msg="cannot start command" argo=true'],
    ],
  };
  const { cluster } = lab();
  cluster.logs = async function* ({ labels = '' }: LogOptions) {
    for (const [time, text] of said[labels] ?? []) yield { pod: labels, container: 'main', time, text };
  };
  const texts = async (raw: boolean) => {
    const lines: FlowLine[] = [];
    const { signal } = new AbortController();
    await flowLogs({ flow: 'hook', follow: false, raw, signal }, cluster, (line) => void lines.push(line));
    return lines.map(
      ({ text }) => /"msg":"(\w+)"/.exec(text)?.[1] ?? /msg="([^"]+)"/.exec(text)?.[1] ?? text,
    );
  };
  const all = [
    'received',
    'published',
    'plain',
    'triggered',
    'hello',
    'sub-process exited',
    'cannot start command',
  ];
  expect(await texts(true)).toEqual(all);
  expect(await texts(false)).toEqual(all.filter((text) => text !== 'sub-process exited'));
});

it('following ends all streams with the signal', async () => {
  const stop = new AbortController();
  const { cluster, ended } = lab(stop);
  const lines: FlowLine[] = [];
  const run = flowLogs(
    { flow: 'hook', follow: true, raw: false, signal: stop.signal },
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
  const run = flowLogs({ flow: 'hok', follow: false, raw: false, signal }, lab().cluster, () => undefined);
  await expect(run).rejects.toThrow('no event source or sensor "hok" in namespace "flows"');
});
