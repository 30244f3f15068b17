import { nameOf } from '../../../cluster/object.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf, objectsAt } from '../../object.ts';
import { labelled, madeFor } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

/** The port of clients. Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go. */
const CLIENT_PORT = 4222;

export const policies: Check = {
  id: 'network/policies',
  title: 'no network policy keeps clients from their EventBus',
  why: `A policy that selects the pods of a bus, or of its clients, shuts out what it does not name. Packets are dropped, so
that clients wait until their time is over and start again, with all conditions True. Source:
https://kubernetes.io/docs/concepts/services-networking/network-policies.`,
  reads: ['NetworkPolicy', 'EventBus', 'Pod'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus): Finding[] => {
      const { namespace } = nameOf(bus);
      const servers = madeFor(state, bus, 'Pod');
      const own = objectsOf(state, 'NetworkPolicy').filter((one) => nameOf(one).namespace === namespace);
      const selecting = own.filter(
        (policy) => isDirected(policy, 'Ingress') && servers.some((pod) => selects(policy, pod)),
      );
      // Policies add up: one that lets clients in is enough.
      if (selecting.length === 0 || selecting.some(letsIn)) return [];
      const [policy] = selecting;
      if (policy === undefined) return [];
      return [
        {
          severity: 'warning',
          title: `network policies let nobody reach it on port ${CLIENT_PORT}`,
          object: labelOf(bus),
          evidence: selecting.map((one) => `${labelOf(one)} selects its pods`).slice(0, 5),
          hint: `let the pods of event sources and sensors reach port ${CLIENT_PORT}, and the servers each other on 6222`,
          command: kubectl(state, `describe networkpolicy ${nameOf(policy).name}`, namespace),
        },
      ];
    }),
};

function isDirected(policy: JsonObject, direction: 'Ingress' | 'Egress'): boolean {
  const types = valueAt(policy, ['spec', 'policyTypes']);
  // Ingress is meant wherever nothing is said.
  return isArray(types) ? types.includes(direction) : direction === 'Ingress';
}

/** matchLabels only: what expressions select is not judged, and counts as not selected. */
function selects(policy: JsonObject, pod: JsonObject): boolean {
  const selector = valueAt(policy, ['spec', 'podSelector']);
  if (!isObject(selector)) return false;
  if (isArray(selector['matchExpressions']) && selector['matchExpressions'].length > 0) return false;
  const labels = selector['matchLabels'];
  return !isObject(labels) || Object.entries(labels).every(([key, value]) => labelled(pod, key) === value);
}

function letsIn(policy: JsonObject): boolean {
  return objectsAt(policy, ['spec', 'ingress']).some((rule) => {
    const ports = objectsAt(rule, ['ports']);
    return ports.length === 0 || ports.some((port) => isClientPort(port['port'], port['endPort']));
  });
}

function isClientPort(port: JsonValue | undefined, end: JsonValue | undefined): boolean {
  if (port === undefined) return true;
  if (typeof port === 'number') {
    return port === CLIENT_PORT || (typeof end === 'number' && port <= CLIENT_PORT && end >= CLIENT_PORT);
  }
  // The name of that port in the pods of a bus.
  return port === 'tcp-client';
}
