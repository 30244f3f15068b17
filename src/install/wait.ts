import type { Cluster, ObjectName } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { until } from '../cluster/timing.ts';
import { isObject, type JsonObject, valueAt } from '../json.ts';
import { stanReplicas } from './bus.ts';
import type { Workload } from './plan.ts';
import { busReadiness, deploymentReadiness, type Readiness, statefulSetReadiness } from './readiness.ts';

export interface Progress {
  readonly name: ObjectName;
  readonly readiness: Readiness;
}

/**
 * Waits until all are ready, at most that many milliseconds, and tells whenever the reason of one changes. What is left
 * unready is in the answer. Throws a ClusterError when the cluster cannot be asked, or the signal aborts.
 */
export async function waitReady(
  workloads: readonly Workload[],
  timeout: number,
  tell: (progress: Progress) => void,
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<readonly Progress[]> {
  const states = new Map<ObjectName, Readiness>();
  const round = async () => {
    for (const { name } of workloads) {
      const before = states.get(name);
      if (before?.ready === true) continue;
      const readiness = await readinessOf(name, cluster, signal);
      states.set(name, readiness);
      if (before === undefined || isNews(before, readiness)) tell({ name, readiness });
    }
    const open = [...states.values()].filter(({ ready }) => !ready);
    // All that is left would wait for ever.
    return open.every((one) => !one.ready && one.hopeless);
  };
  await until(round, timeout, signal);
  return workloads.map(({ name }) => ({ name, readiness: states.get(name) ?? UNKNOWN }));
}

const UNKNOWN: Readiness = { ready: false, reason: 'nobody has looked at it', hopeless: false };

/** The beginning of what was said before is no news: a kubelet that backs off does not repeat the cause. */
function isNews(before: Readiness, now: Readiness): boolean {
  return now.ready || !wordsOf(before).startsWith(wordsOf(now));
}

function wordsOf(readiness: Readiness): string {
  return readiness.ready ? '' : readiness.reason;
}

async function readinessOf(
  name: ObjectName,
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<Readiness> {
  const object = await cluster.get(name, { signal });
  if (name.kind !== 'EventBus') {
    const first = deploymentReadiness({ object, ...NOTHING });
    return first.ready ? first : deploymentReadiness(await around(object, name.namespace, cluster, signal));
  }
  const bus = busReadiness(object);
  const set = object && statefulSetOf(object);
  if (!bus.ready || set === undefined) return bus;
  const found = await cluster.get(
    { ...name, apiVersion: 'apps/v1', kind: 'StatefulSet', name: set },
    { signal },
  );
  const servers = serversOf(object ?? {});
  const first = statefulSetReadiness({ object: found, ...NOTHING }, servers);
  if (first.ready) return first;
  return statefulSetReadiness(await around(found, name.namespace, cluster, signal), servers);
}

const NOTHING = { pods: [], events: [], claims: [] };

/** Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go, nats.go (names of the StatefulSets). */
function statefulSetOf(bus: JsonObject): string | undefined {
  const name = String(valueAt(bus, ['metadata', 'name']));
  if (valueAt(bus, ['spec', 'jetstream']) !== undefined) return `eventbus-${name}-js`;
  return valueAt(bus, ['spec', 'nats', 'native']) !== undefined ? `eventbus-${name}-stan` : undefined;
}

/** Sources: argo-events pkg/apis/events/v1alpha1/jetstream_eventbus.go, pkg/reconciler/eventbus/installer/nats.go. */
function serversOf(bus: JsonObject): number {
  const asked = (path: readonly string[]) => {
    const value = valueAt(bus, path);
    return typeof value === 'number' ? value : 3;
  };
  return valueAt(bus, ['spec', 'jetstream']) === undefined
    ? stanReplicas(asked(['spec', 'nats', 'native', 'replicas']))
    : asked(['spec', 'jetstream', 'replicas']);
}

/** What may say why it is not ready. What must not be read says nothing. */
async function around(
  object: JsonObject | undefined,
  namespace: string,
  cluster: Cluster,
  signal: AbortSignal | undefined,
) {
  const labels = object && valueAt(object, ['spec', 'selector', 'matchLabels']);
  if (!isObject(labels)) return { object, ...NOTHING };
  const list = async (kind: string, more: { readonly labels?: string; readonly fields?: string }) => {
    try {
      return (await cluster.list({ apiVersion: 'v1', kind, namespace, ...more }, { signal })).items;
    } catch (error) {
      if (isReason(error, 'forbidden')) return [];
      throw error;
    }
  };
  const selector = Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
  const [pods, events, claims] = await Promise.all([
    list('Pod', { labels: selector }),
    list('Event', { fields: 'type=Warning' }),
    list('PersistentVolumeClaim', {}),
  ]);
  return { object, pods, events, claims };
}
