import { encodeGo, isArray, isObject, type JsonObject, type JsonValue, textOf } from '../../json.ts';
import type { EventDefinition } from '../../model/kinds/event-source.ts';
import { goTimeJson, goTimeText } from './go-time.ts';
import { bodyOf } from './message-body.ts';

/** The message that a sample carries. */
const MESSAGE = '{"message":"hello from argoflow"}';

type Members = readonly (readonly [key: string, raw: string])[];
type Values = Readonly<Record<string, JsonValue>>;

/** What goes around a message, by type; in the order of the Go type, with `body` in its place. */
type Sample = (spec: JsonObject, now: string) => Values;

/**
 * Sample data of the types without HTTP, made from what the event source listens to.
 * Source: argo-events pkg/eventsources/events/event-data.go, pkg/eventsources/sources (each type's start.go).
 */
const SAMPLES: Readonly<Record<string, Sample>> = {
  calendar: (_, now) => ({ eventTime: `${goTimeText(now)} m=+60.000000001` }),
  file: (spec) => ({ name: watchedFile(spec, true), op: operationBit(spec['eventType']) }),
  sftp: (spec) => ({ name: watchedFile(spec, false), op: operationBit(spec['eventType']) }),
  hdfs: (spec) => ({ name: watchedFile(spec, true), op: operationBit(spec['type']) }),
  resource: (spec, now) => ({
    type: firstText(spec['eventTypes'], 'ADD'),
    body: watchedObject(spec, now),
    oldBody: firstText(spec['eventTypes'], 'ADD') === 'UPDATE' ? watchedObject(spec, now) : null,
    group: text(spec['group'], ''),
    version: text(spec['version'], 'v1'),
    resource: text(spec['resource'], 'pods'),
  }),
  minio: (spec, now) => ({ notification: [objectRecord(spec, now)] }),
  amqp: (spec) => ({
    contentType: 'application/json',
    contentEncoding: '',
    deliveryMode: 2,
    priority: 0,
    correlationId: '',
    replyTo: '',
    expiration: '',
    messageId: '',
    timestamp: '0001-01-01 00:00:00 +0000 UTC',
    type: '',
    appId: '',
    exchange: text(spec['exchangeName'], ''),
    routingKey: matching(spec['routingKey'], ''),
  }),
  kafka: (spec, now) => ({
    topic: text(spec['topic'], 'topic'),
    key: '',
    partition: Number(text(spec['partition'], '0')) || 0,
    timestamp: goTimeText(now),
    headers: {},
  }),
  mqtt: (spec) => ({ topic: matching(spec['topic'], 'topic'), messageId: 0 }),
  nats: (spec) => ({ subject: matching(spec['subject'], 'subject') }),
  sqs: () => ({ messageId: '11111111-2222-4333-8444-555555555555', messageAttributes: null }),
  pubSub: (_, now) => ({ id: '1234567890', attributes: {}, publishTime: goTimeText(now) }),
  azureEventsHub: () => ({ id: '11111111-2222-4333-8444-555555555555', partitionKey: '' }),
  azureServiceBus: (_, now) => ({
    applicationProperties: {},
    contentType: 'application/json',
    correlationID: null,
    enqueuedTime: goTimeJson(now),
    messageID: '11111111-2222-4333-8444-555555555555',
    replyTo: null,
    sequenceNumber: 1,
    subject: null,
  }),
  azureQueueStorage: (_, now) => ({
    messageID: '11111111-2222-4333-8444-555555555555',
    insertionTime: goTimeJson(now),
  }),
  emitter: (spec) => ({ topic: text(spec['channelName'], 'channel/') }),
  redis: (spec) => ({ channel: firstText(spec['channels'], 'channel'), pattern: '' }),
  redisStream: (spec, now) => ({
    stream: firstText(spec['streams'], 'stream'),
    message_id: `${Date.parse(now)}-0`,
    values: { message: 'hello from argoflow' },
  }),
  nsq: (_, now) => ({ timestamp: `${Date.parse(now)}000000`, nsqdAddress: 'nsqd:4150' }),
  pulsar: (_, now) => ({ key: '', publishTime: goTimeText(now) }),
  generic: () => ({}),
  mns: () => ({ messageId: '11111111222243338444555555555555' }),
};

/** The fields that follow `body` are listed; everything else comes before it. */
const AFTER_BODY: Readonly<Record<string, readonly string[]>> = {
  kafka: ['timestamp', 'headers'],
  pubSub: ['attributes', 'publishTime'],
  azureServiceBus: [
    'contentType',
    'correlationID',
    'enqueuedTime',
    'messageID',
    'replyTo',
    'sequenceNumber',
    'subject',
  ],
  azureQueueStorage: ['messageID', 'insertionTime'],
  nsq: ['timestamp', 'nsqdAddress'],
};

/** The data without `metadata`, as keys with their JSON text. */
export function sampleData(event: EventDefinition, now: string): Members {
  const sample = SAMPLES[event.type];
  if (sample === undefined) return [];
  const members = Object.entries(sample(event.spec, now)).map(
    ([key, value]) => [key, encodeGo(value)] as const,
  );
  const body = bodyOf(event, MESSAGE);
  if (body === undefined) return members;
  const after = new Set(AFTER_BODY[event.type] ?? []);
  return [
    ...members.filter(([key]) => !after.has(key)),
    ['body', body],
    ...members.filter(([key]) => after.has(key)),
  ];
}

function text(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** A name that the pattern lets in: a message has no `*`, `+`, `#` or `>` in its routing key, topic or subject. */
function matching(value: JsonValue | undefined, otherwise: string): string {
  return text(value, otherwise).replace(/(^|[./])[*+#>](?=$|[./])/g, '$1example');
}

function firstText(value: JsonValue | undefined, otherwise: string): string {
  return isArray(value) ? text(value[0], otherwise) : text(value, otherwise);
}

const OPERATIONS = ['CREATE', 'WRITE', 'REMOVE', 'RENAME', 'CHMOD'];

/** Source: argo-events pkg/eventsources/common/fsevent/fileevent.go. */
function operationBit(value: JsonValue | undefined): number {
  const names = text(value, 'CREATE').split('|');
  return 1 << Math.max(0, OPERATIONS.indexOf(names[0]?.trim().toUpperCase() ?? ''));
}

function watchedFile(spec: JsonObject, full: boolean): string {
  const watch = isObject(spec['watchPathConfig']) ? spec['watchPathConfig'] : spec;
  const directory = text(watch['directory'], '/data/');
  const name = text(watch['path'], 'example.txt');
  return full ? `${directory.endsWith('/') ? directory : `${directory}/`}${name}` : name;
}

function watchedObject(spec: JsonObject, now: string): JsonValue {
  const group = text(spec['group'], '');
  const version = text(spec['version'], 'v1');
  const plural = text(spec['resource'], 'pods');
  const filter = isObject(spec['filter']) ? spec['filter'] : {};
  const kind = plural.replace(/ies$/, 'y').replace(/s$/, '');
  return {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind: kind.charAt(0).toUpperCase() + kind.slice(1),
    metadata: {
      name: `${text(filter['prefix'], '')}example`,
      namespace: text(spec['namespace'], 'default'),
      uid: '11111111-2222-4333-8444-555555555555',
      resourceVersion: '1',
      creationTimestamp: `${now.slice(0, 19)}Z`,
      labels: selectedLabels(filter['labels']),
    },
  };
}

/** The labels that the event source selects by, so that the sample is one that it would have seen. */
function selectedLabels(selectors: JsonValue | undefined): JsonObject {
  const labels: Record<string, JsonValue> = {};
  for (const selector of isArray(selectors) ? selectors : []) {
    if (!isObject(selector)) continue;
    const { key, operation = '==', value } = selector;
    if (typeof key === 'string' && typeof value === 'string' && ['==', '=', ''].includes(textOf(operation))) {
      labels[key] = value;
    }
  }
  return labels;
}

/** An S3 event record as MinIO writes it. Source: minio-go v7.2.1 pkg/notification/info.go. */
function objectRecord(spec: JsonObject, now: string): JsonValue {
  const bucket = isObject(spec['bucket']) ? text(spec['bucket']['name'], 'bucket') : 'bucket';
  const filter = isObject(spec['filter']) ? spec['filter'] : {};
  const key = `${text(filter['prefix'], '')}example${text(filter['suffix'], '.txt')}`;
  return {
    eventVersion: '2.0',
    eventSource: 'minio:s3',
    awsRegion: '',
    eventTime: `${now.slice(0, 23)}Z`,
    eventName: firstText(spec['events'], 's3:ObjectCreated:Put').replace(/\*$/, 'Put'),
    userIdentity: { principalId: 'minio' },
    requestParameters: { sourceIPAddress: '10.0.0.1' },
    responseElements: {},
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'Config',
      bucket: { name: bucket, ownerIdentity: { principalId: 'minio' }, arn: `arn:aws:s3:::${bucket}` },
      object: {
        key: encodeURIComponent(key.toWellFormed()).replaceAll('%20', '+'),
        size: 34,
        eTag: '11111111111111111111111111111111',
        contentType: 'application/json',
        userMetadata: { 'content-type': 'application/json' },
        sequencer: '1111111111111111',
      },
    },
    source: { host: '10.0.0.1', port: '', userAgent: 'MinIO' },
  };
}
