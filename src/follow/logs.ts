import type { Cluster, LogLine } from '../cluster/cluster.ts';
import { interrupted } from '../cluster/cluster-error.ts';
import { pause } from '../cluster/timing.ts';
import { UserError } from '../errors.ts';
import { type JsonObject, textOf, valueAt } from '../json.ts';
import { nearest } from '../nearest.ts';
import { isOfExecutor, writtenAt } from './log-line.ts';
import { named, objectsIn } from './objects.ts';

export interface FlowLogsRequest {
  /** The name of an EventSource or of a Sensor; both are taken where both have it. */
  readonly flow: string;
  readonly follow: boolean;
  /** Only the last lines of each container. */
  readonly tail?: number | undefined;
  /** Also what the executor of Argo Workflows says among the lines of a container. */
  readonly raw: boolean;
  readonly signal: AbortSignal;
}

/** A line and the hop that said it. */
export interface FlowLine extends LogLine {
  readonly hop: 'source' | 'sensor' | 'workflow';
  /** Of the EventSource, Sensor or Workflow. */
  readonly name: string;
}

interface Stream {
  readonly hop: FlowLine['hop'];
  readonly name: string;
  readonly labels: string;
}

const ARGO = 'argoproj.io/v1alpha1';
/** Milliseconds after which new Workflows are looked for. */
const INTERVAL = 1000;

/**
 * Tells what the Pods of a flow say: of its event sources, its sensors and the Workflows that these create. Without
 * `follow` in the order of the cluster's times; with it as it comes, over restarts, until the signal aborts.
 * Throws a UserError (usage) for a flow that is not there, and a ClusterError for logs that may not be read.
 */
export async function flowLogs(
  { flow, follow, tail, raw, signal }: FlowLogsRequest,
  cluster: Cluster,
  tell: (line: FlowLine) => void,
): Promise<void> {
  const { namespace } = cluster;
  const list = async (kind: string, labels?: string): Promise<readonly JsonObject[]> =>
    (await cluster.list({ apiVersion: ARGO, kind, namespace, labels }, { signal })).items;
  const { sources, sensors } = membersOf(flow, await list('EventSource'), await list('Sensor'), namespace);
  const workflows = async (): Promise<readonly Stream[]> => {
    if (sensors.length === 0) return [];
    const made = await list('Workflow', `events.argoproj.io/sensor in (${sensors.join(',')})`);
    return made.map(named).map((name) => ({
      hop: 'workflow',
      name,
      labels: `workflows.argoproj.io/workflow=${name}`,
    }));
  };
  const fixed: readonly Stream[] = [
    ...sources.map((name) => ({ hop: 'source' as const, name, labels: `eventsource-name=${name}` })),
    ...sensors.map((name) => ({ hop: 'sensor' as const, name, labels: `sensor-name=${name}` })),
  ];
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const read = async ({ hop, name, labels }: Stream, take: (line: FlowLine) => void): Promise<void> => {
    const options = { namespace, labels, container: 'main', follow, tail, signal: both };
    for await (const line of cluster.logs(options)) {
      if (raw || !isOfExecutor(line.text)) take({ ...line, hop, name });
    }
  };
  if (!follow) {
    const lines: FlowLine[] = [];
    for (const stream of [...fixed, ...(await workflows())]) await read(stream, (line) => lines.push(line));
    for (const line of inOrder(lines)) tell(line);
    return;
  }
  const followed = new Set<string>();
  let failure: { readonly error: unknown } | undefined;
  try {
    for (;;) {
      for (const stream of [...fixed, ...(await workflows())]) {
        if (followed.has(stream.labels)) continue;
        followed.add(stream.labels);
        read(stream, tell).catch((error: unknown) => {
          failure ??= { error };
        });
      }
      await pause(INTERVAL, both).catch(() => {
        throw interrupted();
      });
      if (failure !== undefined) throw failure.error;
    }
  } finally {
    stop.abort();
  }
}

/**
 * By the time that each line names itself, which is when it was said; the cluster's is when it was read from the
 * process, milliseconds later. Lines of one container keep their order. All are texts of RFC 3339 in UTC.
 */
function inOrder(lines: readonly FlowLine[]): readonly FlowLine[] {
  const last = new Map<string, string>();
  const timed = lines.map((line) => {
    const container = `${line.pod}/${line.container}`;
    const said = writtenAt(line.text) || line.time;
    if (said > (last.get(container) ?? '')) last.set(container, said);
    return { line, time: last.get(container) ?? said };
  });
  return timed.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)).map(({ line }) => line);
}

function membersOf(
  flow: string,
  eventSources: readonly JsonObject[],
  sensors: readonly JsonObject[],
  namespace: string,
): { readonly sources: readonly string[]; readonly sensors: readonly string[] } {
  const listened = (sensor: JsonObject) =>
    objectsIn(valueAt(sensor, ['spec', 'dependencies'])).map(({ eventSourceName }) =>
      textOf(eventSourceName),
    );
  const own = sensors.filter((sensor) => named(sensor) === flow);
  const source = eventSources.some((one) => named(one) === flow);
  if (own.length === 0 && !source) {
    const names = [...new Set([...eventSources, ...sensors].map(named))];
    const near = nearest(flow, names);
    throw new UserError(
      'usage',
      `no event source or sensor "${flow}" in namespace "${namespace}"`,
      near === undefined
        ? names.length === 0
          ? 'there is none'
          : `there are: ${names.join(', ')}`
        : `did you mean "${near}"?`,
    );
  }
  const around = source ? sensors.filter((sensor) => listened(sensor).includes(flow)) : [];
  return {
    sources: [...new Set([...(source ? [flow] : []), ...own.flatMap(listened)])],
    sensors: [...new Set([...own, ...around].map(named))],
  };
}
