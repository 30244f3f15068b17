import { metadataOf, nameOf } from '../../../cluster/object.ts';
import { isObject, numberOf, textOf, valueAt } from '../../../json.ts';
import { busNameOf } from '../../bus.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

/** Every replica of these takes requests. Source: argo-events pkg/apis/events/v1alpha1/const.go (RecreateStrategyEventSources). */
const ACTIVE: ReadonlySet<string> = new Set([
  'webhook',
  'github',
  'gitlab',
  'bitbucket',
  'bitbucketserver',
  'gerrit',
  'sns',
  'sqs',
  'slack',
  'storageGrid',
  'stripe',
  'azureQueueStorage',
  'mns',
]);

export const eventsourcesReplicas: Check = {
  id: 'eventsources/replicas',
  title: 'replicas of EventSources do what is expected of them',
  why: `Of most types only one replica works, and the others stand by; with a Kafka bus, or with the annotation
events.argoproj.io/leader-election: k8s, they take turns by a Lease, which their account may have to be allowed. Source:
argo-events pkg/eventsources/eventing.go (the elector), pkg/shared/leaderelection.`,
  reads: ['EventSource', 'EventBus'],
  run: (state) =>
    objectsOf(state, 'EventSource').flatMap((source): Finding[] => {
      const replicas = numberOf(valueAt(source, ['spec', 'replicas'])) ?? 1;
      const spec = source['spec'];
      const types = isObject(spec) ? Object.keys(spec) : [];
      const { namespace, name } = nameOf(source);
      if (replicas < 2 || types.some((type) => ACTIVE.has(type))) return [];
      const annotations = metadataOf(source)['annotations'];
      const byLease =
        isObject(annotations) && textOf(annotations['events.argoproj.io/leader-election']) === 'k8s';
      const bus = objectsOf(state, 'EventBus').find(
        (one) => nameOf(one).namespace === namespace && nameOf(one).name === busNameOf(source),
      );
      const kafka = bus !== undefined && isObject(valueAt(bus, ['spec', 'kafka']));
      const turns = byLease || kafka ? `by the Lease "eventsource-${name}"` : 'by the bus';
      return [
        {
          severity: 'info',
          title: `one of its ${replicas} replicas works, the others stand by`,
          object: labelOf(source),
          evidence: [`they take turns ${turns}`],
          hint: 'more replicas make it safer, not faster',
          command: kubectl(state, `get pods -l eventsource-name=${name}`, namespace),
        },
      ];
    }),
};
