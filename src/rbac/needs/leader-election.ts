import { objectAt, textAt } from '../../json.ts';
import type { EventSource, EventSourceType } from '../../model/kinds/event-source.ts';
import type { Sensor } from '../../model/kinds/sensor.ts';
import type { Resource } from '../../model/resource.ts';
import type { Account } from '../request.ts';
import type { Ledger } from './ledger.ts';

const ANNOTATION = 'events.argoproj.io/leader-election';

/**
 * Types of which only one replica may run, so that the replicas elect one, even a single one itself.
 * Source: argo-events pkg/apis/events/v1alpha1/const.go (RecreateStrategyEventSources).
 */
const ELECTING: ReadonlySet<string> = new Set<EventSourceType>([
  'amqp',
  'calendar',
  'kafka',
  'pubSub',
  'azureEventsHub',
  'azureServiceBus',
  'nats',
  'mqtt',
  'minio',
  'emitter',
  'nsq',
  'pulsar',
  'redis',
  'redisStream',
  'resource',
  'hdfs',
  'file',
  'sftp',
  'generic',
]);

/**
 * Over a Kafka bus event sources always elect by a lease, over others when an annotation says so.
 * Source: argo-events pkg/eventsources/eventing.go (Start), pkg/shared/leaderelection/leaderelection.go.
 */
export function electionOfEventSource(ledger: Ledger, source: EventSource, account: Account): void {
  if (!source.events.some(({ type }) => ELECTING.has(type))) return;
  const bus = busOf(ledger, source);
  const annotated = asksForLease(source.resource);
  if (bus !== 'kafka' && !annotated) return;
  lease(ledger, source.resource, { account, part: 'event source' }, `eventsource-${source.name}`, annotated);
}

/** Over a Kafka bus sensors share the work and elect nobody. Source: argo-events pkg/sensors/listener.go (Start). */
export function electionOfSensor(ledger: Ledger, sensor: Sensor, account: Account): void {
  if (!asksForLease(sensor.resource) || busOf(ledger, sensor) === 'kafka') return;
  lease(ledger, sensor.resource, { account, part: 'sensor' }, `sensor-${sensor.name}`, true);
}

function lease(
  ledger: Ledger,
  resource: Resource,
  caller: { readonly account: Account; readonly part: 'sensor' | 'event source' },
  name: string,
  annotated: boolean,
): void {
  const target = {
    group: 'coordination.k8s.io',
    resource: 'leases',
    namespace: ledger.model.namespaceOf(resource),
    name,
  };
  const path = annotated ? ['metadata', 'annotations', ANNOTATION] : ['spec', 'eventBusName'];
  const reason = `the ${caller.part} elects a leader by the lease "${name}"`;
  ledger.need(caller, ['get', 'create', 'update'], target, reason, { resource, path });
}

function asksForLease({ value }: Resource): boolean {
  const annotations = objectAt(objectAt(value, 'metadata'), 'annotations');
  return textAt(annotations, ANNOTATION).toLowerCase() === 'k8s';
}

function busOf({ model }: Ledger, user: EventSource | Sensor) {
  return model.findEventBus(model.namespaceOf(user.resource), user.eventBusName)?.bus;
}
