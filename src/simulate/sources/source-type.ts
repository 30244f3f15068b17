/**
 * How a source puts the bytes of a message into `body`.
 *
 * `base64`: always base64 · `json-or-base64`: JSON with `jsonBody: true`, else base64 · `json-or-text`: JSON with
 * `jsonBody: true`, else the text · `text`: always the text.
 */
export type BodyRule = 'base64' | 'json-or-base64' | 'json-or-text' | 'text';

/** What is known of one of the 32 types of event sources. */
export interface SourceType {
  /** The key below `spec`. */
  readonly key: string;
  /** The event's `type`, which is not always the key. */
  readonly constant: string;
  /** Started by an HTTP request; false: by a message, a clock, a watch. */
  readonly http: boolean;
  /** Whether `filter` is an expression (other types have none, or a filter of their own). */
  readonly filterExpression: boolean;
  /** How the controller updates the pods; one EventSource cannot mix the two. */
  readonly strategy: 'recreate' | 'rolling-update';
  /** Where `metadata` goes: last when it is not empty, always (null when unset), or nowhere. */
  readonly metadata: 'when-set' | 'always' | 'never';
  /** The keys of the event's data before `metadata`, in the order of the Go type. */
  readonly fields: readonly string[];
  readonly body?: BodyRule;
}

function http(key: string, fields: readonly string[], more: Partial<SourceType> = {}): SourceType {
  return {
    key,
    constant: key,
    http: true,
    filterExpression: true,
    strategy: 'rolling-update',
    metadata: 'when-set',
    fields,
    ...more,
  };
}

function message(key: string, fields: readonly string[], more: Partial<SourceType> = {}): SourceType {
  // The `body` of a watched object is the object, and no message.
  const carries = fields.includes('body') && key !== 'resource';
  const body: Partial<SourceType> = carries ? { body: 'json-or-base64' } : {};
  return {
    key,
    constant: key,
    http: false,
    filterExpression: true,
    strategy: 'recreate',
    metadata: 'when-set',
    fields,
    ...body,
    ...more,
  };
}

/**
 * Source: argo-events pkg/eventsources/events/event-data.go (the data), pkg/apis/events/v1alpha1/const.go (the
 * constants and strategies), pkg/eventsources/eventing.go (GetEventingServers: which filters are expressions).
 */
const TYPES: readonly SourceType[] = [
  http('webhook', ['header', 'body']),
  http('github', ['headers', 'body']),
  http('gitlab', ['headers', 'body']),
  http('bitbucket', ['headers', 'body']),
  http('bitbucketserver', ['headers', 'body']),
  http('gerrit', ['headers', 'body']),
  http('slack', [], { metadata: 'never' }),
  http('sns', ['header', 'body']),
  http('storageGrid', ['notification'], { constant: 'storagegrid', filterExpression: false }),
  http('stripe', ['event'], { filterExpression: false }),
  message('calendar', ['eventTime']),
  message('file', ['name', 'op'], { metadata: 'always' }),
  message('sftp', ['name', 'op'], { metadata: 'always' }),
  message('hdfs', ['name', 'op'], { metadata: 'always' }),
  message('resource', ['type', 'body', 'oldBody', 'group', 'version', 'resource'], {
    filterExpression: false,
  }),
  message('minio', ['notification'], { filterExpression: false }),
  message('amqp', [
    'contentType',
    'contentEncoding',
    'deliveryMode',
    'priority',
    'correlationId',
    'replyTo',
    'expiration',
    'messageId',
    'timestamp',
    'type',
    'appId',
    'exchange',
    'routingKey',
    'body',
  ]),
  message('kafka', ['topic', 'key', 'partition', 'body', 'timestamp', 'headers']),
  message('mqtt', ['topic', 'messageId', 'body']),
  message('nats', ['subject', 'body', 'header']),
  message('sqs', ['messageId', 'messageAttributes', 'body'], { strategy: 'rolling-update' }),
  message('pubSub', ['id', 'body', 'attributes', 'publishTime'], { constant: 'pubsub' }),
  message('azureEventsHub', ['id', 'partitionKey', 'body'], { body: 'base64' }),
  message('azureServiceBus', [
    'applicationProperties',
    'body',
    'contentType',
    'correlationID',
    'enqueuedTime',
    'messageID',
    'replyTo',
    'sequenceNumber',
    'subject',
  ]),
  message('azureQueueStorage', ['body', 'messageID', 'insertionTime'], { strategy: 'rolling-update' }),
  message('emitter', ['topic', 'body']),
  message('redis', ['channel', 'pattern', 'body'], { body: 'json-or-text' }),
  message('redisStream', ['stream', 'message_id', 'values']),
  message('nsq', ['body', 'timestamp', 'nsqdAddress']),
  message('pulsar', ['key', 'publishTime', 'body']),
  message('generic', ['body']),
  message('mns', ['messageId', 'body'], { body: 'text', metadata: 'never', strategy: 'rolling-update' }),
];

const BY_KEY: ReadonlyMap<string, SourceType> = new Map(TYPES.map((type) => [type.key, type]));

export const SOURCE_TYPES: readonly SourceType[] = TYPES;

/** What is known of the type below that key of `spec`; undefined for a key that is no event source's. */
export function sourceType(key: string): SourceType | undefined {
  return BY_KEY.get(key);
}
