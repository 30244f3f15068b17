import type { Cluster } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { nameOf } from '../cluster/object.ts';
import { UserError } from '../errors.ts';
import { type JsonObject, valueAt } from '../json.ts';
import { jetStreamVersions } from './bus.ts';
import { configOf } from './plan.ts';

/**
 * Throws a UserError for a bus that the new controller would no longer serve; returns what becomes of the others.
 * Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go (a version that is not configured is refused).
 */
export async function checkBuses(
  planned: readonly JsonObject[],
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const config = configOf(planned);
  if (config === undefined) return [];
  const offered = jetStreamVersions(config).map(({ name }) => name);
  const notes: string[] = [];
  for (const bus of await busesOf(cluster, signal)) {
    const { namespace, name } = nameOf(bus);
    const version = valueAt(bus, ['spec', 'jetstream', 'version']);
    if (typeof version !== 'string') continue;
    const next = planned.find(
      (object) =>
        object['kind'] === 'EventBus' &&
        nameOf(object).name === name &&
        nameOf(object).namespace === namespace,
    );
    const wanted = next && valueAt(next, ['spec', 'jetstream', 'version']);
    if (next !== undefined && wanted !== version) {
      const isKept = valueAt(bus, ['spec', 'jetstream', 'persistence']) !== undefined;
      const loss = isKept ? '' : ', and it has no volumes: the events that it holds may be lost';
      notes.push(
        `EventBus "${namespace}/${name}" goes from JetStream ${version} to ${String(wanted ?? 'another kind of bus')}${loss}`,
      );
    } else if (!offered.includes(version)) {
      throw new UserError(
        'work',
        `the new controller has no JetStream "${version}", which EventBus "${namespace}/${name}" asks for: it has ${offered.join(', ')}`,
        'give the bus one that both versions have, first',
      );
    }
  }
  return notes;
}

/** None where the kind is not served, or must not be read in all namespaces. */
async function busesOf(cluster: Cluster, signal: AbortSignal | undefined): Promise<readonly JsonObject[]> {
  try {
    const kind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'EventBus' };
    return (await cluster.list(kind, { signal })).items;
  } catch (error) {
    if (isReason(error, 'not-served', 'not-found', 'forbidden')) return [];
    throw error;
  }
}
