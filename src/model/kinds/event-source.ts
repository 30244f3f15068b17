import type { Diagnostic, Path } from '../../diagnostic.ts';
import type { JsonObject } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { Fields } from '../fields.ts';
import type { Resource } from '../resource.ts';

/** One named event of an EventSource: an entry of the map below its type's key. */
export interface EventDefinition {
  /** The key in the map, which is also the event's `subject`. */
  readonly name: string;
  /** The key in `spec`: webhook, calendar, pubSub … One of EVENT_SOURCE_TYPES. */
  readonly type: string;
  readonly spec: JsonObject;
  /** From the resource's root: `['spec', 'webhook', 'example']`. */
  readonly path: Path;
  /** `filter.expression`, where the type has one and it is set. */
  readonly filterExpression: string | undefined;
}

export interface EventSource {
  readonly resource: Resource;
  readonly name: string;
  readonly eventBusName: string;
  /** `spec.template.serviceAccountName`, else 'default'. */
  readonly serviceAccountName: string;
  readonly events: readonly EventDefinition[];
}

/** The keys in `spec` that hold events. Source: argo-events pkg/apis/events/v1alpha1/eventsource_types.go. */
export const EVENT_SOURCE_TYPES = [
  'amqp',
  'azureEventsHub',
  'azureQueueStorage',
  'azureServiceBus',
  'bitbucket',
  'bitbucketserver',
  'calendar',
  'emitter',
  'file',
  'generic',
  'gerrit',
  'github',
  'gitlab',
  'hdfs',
  'kafka',
  'minio',
  'mns',
  'mqtt',
  'nats',
  'nsq',
  'pubSub',
  'pulsar',
  'redis',
  'redisStream',
  'resource',
  'sftp',
  'slack',
  'sns',
  'sqs',
  'storageGrid',
  'stripe',
  'webhook',
] as const;
export type EventSourceType = (typeof EVENT_SOURCE_TYPES)[number];

const TYPES: ReadonlySet<string> = new Set(EVENT_SOURCE_TYPES);
/** Their `filter` is another one, or they have none: the controller reads no expression. */
const WITHOUT_EXPRESSION: ReadonlySet<string> = new Set(['minio', 'resource', 'storageGrid', 'stripe']);
const OTHER_FIELDS: ReadonlySet<string> = new Set(['eventBusName', 'replicas', 'service', 'template']);

export function readEventSource(resource: Resource, diagnostics: Diagnostic[]): EventSource {
  const spec = new Fields(resource, [], resource.value, diagnostics).objectOrEmpty('spec');
  return {
    resource,
    name: resource.name,
    eventBusName: spec.text('eventBusName') || 'default',
    serviceAccountName: spec.objectOrEmpty('template').text('serviceAccountName') || 'default',
    events: spec.keys().flatMap((type) => readType(spec, type)),
  };
}

function readType(spec: Fields, type: string): readonly EventDefinition[] {
  if (OTHER_FIELDS.has(type)) return [];
  if (!TYPES.has(type)) {
    reportUnknown(spec, type);
    return [];
  }
  return spec.members(type).map(([name, event]) => ({
    name,
    type,
    spec: event.value,
    path: event.path,
    filterExpression: WITHOUT_EXPRESSION.has(type)
      ? undefined
      : event.objectOrEmpty('filter').text('expression') || undefined,
  }));
}

/** The API server keeps such a field and the controller does not read it, so nobody else says so. */
function reportUnknown(spec: Fields, key: string): void {
  const meant = nearest(key, [...EVENT_SOURCE_TYPES, ...OTHER_FIELDS]);
  spec.report(
    {
      rule: 'schema/unknown-field',
      severity: 'warning',
      message: `"${key}" is no type of event source and no field of an EventSource's spec: the controller ignores it`,
      help: meant === undefined ? 'remove it' : `did you mean "${meant}"?`,
    },
    [key],
    'key',
  );
}
