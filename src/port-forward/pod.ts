import type { Call, Cluster } from '../cluster/cluster.ts';
import { ClusterError } from '../cluster/cluster-error.ts';
import { contextFlag } from '../cluster/context-flag.ts';
import { hasCondition, metadataOf, nameOf } from '../cluster/object.ts';
import { isArray, type JsonObject, type JsonValue, valueAt } from '../json.ts';

/**
 * The Pod of an event source that takes requests now.
 * Source of the labels: argo-events pkg/reconciler/eventsource/controller.go.
 * Throws a ClusterError that says what the Pods wait for.
 */
export async function readyPod(eventSource: string, cluster: Cluster, call: Call): Promise<string> {
  const { namespace } = cluster;
  const labels = `controller=eventsource-controller,eventsource-name=${eventSource}`;
  const { items } = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels }, call);
  const staying = items.filter((pod) => metadataOf(pod)['deletionTimestamp'] === undefined);
  const ready = staying.find((pod) => hasCondition(pod, 'Ready'));
  if (ready !== undefined) return nameOf(ready).name;
  const states = staying.map((pod) => `"${nameOf(pod).name}" is ${stateOf(pod)}`);
  const message = `no pod of event source "${eventSource}" in namespace "${namespace}" is ready: ${states.join(', ') || 'there is none'}`;
  throw new ClusterError(
    'failed',
    message,
    `kubectl${contextFlag(cluster.context)} describe pods -n ${namespace} -l ${labels}`,
  );
}

/** Why it waits, as far as its containers say: `ImagePullBackOff`; else its phase. */
function stateOf(pod: JsonObject): string {
  const statuses = valueAt(pod, ['status', 'containerStatuses']);
  const reasons = (isArray(statuses) ? statuses : []).map((one: JsonValue) =>
    valueAt(one, ['state', 'waiting', 'reason']),
  );
  const reason = reasons.find((one) => typeof one === 'string') ?? valueAt(pod, ['status', 'phase']);
  return typeof reason === 'string' ? reason : 'in no known state';
}
