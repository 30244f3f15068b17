import { nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { labelled } from '../../pods.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

export const openWebhooks: Check = {
  id: 'security/open-webhooks',
  title: 'webhooks that are reached from outside ask who calls',
  why: `A webhook without authSecret takes every request that reaches it, and starts what the sensor starts. Inside a cluster
that may be meant; behind an Ingress or a LoadBalancer it is open to everybody. Source: argo-events
pkg/eventsources/common/webhook/webhook.go (the auth middleware).`,
  reads: ['EventSource', 'Service', 'Ingress'],
  run: (state) =>
    objectsOf(state, 'EventSource').flatMap((source): Finding[] => {
      const webhooks = valueAt(source, ['spec', 'webhook']);
      if (!isObject(webhooks)) return [];
      const open = Object.entries(webhooks)
        .filter(([, event]) => isObject(event) && event['authSecret'] === undefined)
        .map(([name]) => name);
      const door = open.length === 0 ? undefined : doorOf(state, source);
      if (door === undefined) return [];
      const { namespace, name } = nameOf(source);
      return [
        {
          severity: 'warning',
          title: `whoever reaches ${labelOf(door)} can send ${open.map((one) => `"${one}"`).join(', ')}`,
          object: labelOf(source),
          evidence: ['authSecret is absent'],
          hint: 'give the webhook an authSecret, or let the Ingress ask who calls',
          command: kubectl(state, `edit eventsource ${name}`, namespace),
        },
      ];
    }),
};

/** What lets the outside in: a Service with an address of its own, or an Ingress to one. */
function doorOf(state: ClusterState, source: JsonObject): JsonObject | undefined {
  const { namespace, name } = nameOf(source);
  const services = objectsOf(state, 'Service').filter(
    (one) => nameOf(one).namespace === namespace && selectsOrIs(one, name),
  );
  const names = new Set(services.map((one) => nameOf(one).name));
  return (
    services.find((one) => ['LoadBalancer', 'NodePort'].includes(textOf(valueAt(one, ['spec', 'type'])))) ??
    objectsOf(state, 'Ingress').find(
      (one) =>
        nameOf(one).namespace === namespace &&
        [...names].some((service) =>
          JSON.stringify(one['spec'] ?? {}).includes(`"name":${JSON.stringify(service)}`),
        ),
    )
  );
}

function selectsOrIs(service: JsonObject, source: string): boolean {
  return (
    labelled(service, 'eventsource-name') === source ||
    valueAt(service, ['spec', 'selector', 'eventsource-name']) === source
  );
}
