import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { isObject, type JsonValue, valueAt } from '../../src/json.ts';
import type { Model } from '../../src/model/model.ts';
import { type Sample, sampleId } from '../../src/payloads/sample.ts';
import { SOURCE_TYPES, sourceType } from '../../src/simulate/sources/source-type.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { type Delivery, deliver, targetFor } from '../../src/test-event/delivery.ts';
import { testEvent } from '../../src/test-event/test-event.ts';
import { modelFor } from './event-source.ts';
import { LIBRARY, PAYLOADS } from './library.ts';

const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());
const world = createWorld({ now: NOW, seed: 1 });
const models = new Map<Sample, Model>();
for (const sample of LIBRARY) models.set(sample, await modelFor(sample));

function modelOf(sample: Sample): Model {
  const model = models.get(sample);
  if (model === undefined) throw new Error(`no event source for ${sampleId(sample)}`);
  return model;
}

function delivered(sample: Sample): Delivery {
  const model = modelOf(sample);
  const options = { sample, assignments: [], standIn: false };
  return deliver(options, targetFor(model, sample), model, { engine, world, library: LIBRARY });
}

const all = LIBRARY.map((sample): [string, Sample] => [sampleId(sample), sample]);

describe('the library', () => {
  it('has a default for every type, and every file of the folder', () => {
    const types = SOURCE_TYPES.map(({ key }) => key);
    const defaults = LIBRARY.filter(({ isDefault }) => isDefault).map(({ type }) => type);
    expect(defaults).toEqual(types);
    expect(new Set(readdirSync(PAYLOADS))).toEqual(new Set(types));
    const files = types.flatMap((type) => readdirSync(join(PAYLOADS, type)).map((file) => `${type}/${file}`));
    expect(new Set(files)).toEqual(new Set(all.map(([id]) => `${id}.yaml`)));
  });

  it('spells no two samples of a type alike', () => {
    const names = LIBRARY.flatMap(({ type, name, aliases }) => [name, ...aliases].map((n) => `${type}/${n}`));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  // An update without a change of its version is thrown away: argo-events pkg/eventsources/sources/resource/start.go.
  it.each(all.filter(([id]) => id.startsWith('resource/')))(
    '%s is no resync of an object',
    (_, { content }) => {
      const fields = content.kind === 'message' ? content.fields : {};
      const versions = ['body', 'oldBody'].map((body) =>
        valueAt(fields, [body, 'metadata', 'resourceVersion']),
      );
      expect(versions[0]).toBeTypeOf('string');
      expect(versions[1]).not.toBe(versions[0]);
    },
  );

  it.each(all)('%s has the fields that it tells of', (_, { content, fields }) => {
    const root: JsonValue = content.kind === 'message' ? content.fields : { body: content.body };
    // These come from the event source, or are there only sometimes.
    const open = new Set(['topic', 'channel', 'subject', 'stream', 'routingKey', 'name', 'eventTime']);
    for (const { path } of fields) {
      if (open.has(path)) continue;
      const keys = path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      expect(valueAt(root, keys), path).toBeDefined();
    }
  });

  it.each(all)('%s names hosts of nobody, and holds no secret', (id) => {
    const text = readFileSync(join(PAYLOADS, `${id}.yaml`), 'utf8');
    const hosts = [...text.matchAll(/\b(?:https?|git|ssh):\/\/(?:[^@/\s"]+@)?([^/:\s"\\]+)/g)].map(
      (m) => m[1],
    );
    const known = /(?:^|\.)example\.com$|^sns\.[a-z0-9-]+\.amazonaws\.com$/;
    expect(hosts.filter((host) => !known.test(host ?? ''))).toEqual([]);
    expect(text).not.toMatch(/AKIA|-----BEGIN|xox[abp]-|ghp_|glpat-|sk_(?:live|test)_|whsec_/);
  });
});

describe('a sample that arrives', () => {
  it.each(all)('%s has the shape of its type', (_, sample) => {
    const { arrival } = delivered(sample);
    expect(arrival.problem).toBeUndefined();
    const known = sourceType(sample.type);
    for (const event of arrival.events) {
      expect(event.type).toBe(known?.constant);
      const data = JSON.parse(event.data ?? '') as Record<string, JsonValue>;
      expect(shapeOf(sample, data)).toEqual(expectedShape(sample));
    }

    expect(arrival.events).toHaveLength(1);
  });

  it.each(all.filter(([, { type }]) => sourceType(type)?.http === true))(
    '%s has its headers as lists, under their Go names',
    (_, sample) => {
      const { arrival, sent } = delivered(sample);
      if (sent.kind !== 'request') throw new Error('no request');
      const data = JSON.parse(arrival.events[0]?.data ?? '') as Record<string, JsonValue>;
      const headers = data['header'] ?? data['headers'];
      if (headers === undefined) {
        expect(['slack', 'stripe', 'storageGrid']).toContain(sample.type);
        return;
      }
      for (const name of Object.keys(sent.headers)) {
        const canonical = name.toLowerCase().replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
        const list = valueAt(headers, [canonical]);
        expect(Array.isArray(list) && list.length === 1, canonical).toBe(true);
      }
    },
  );

  it.each(all.filter(([, { type }]) => sourceType(type)?.body !== undefined))(
    '%s has its message in "body" as its type puts it there',
    (_, sample) => {
      const { arrival, sent } = delivered(sample);
      if (sent.kind !== 'message') throw new Error('no message');
      const message = valueAt(sent.file, ['payload', 'body']) ?? null;
      const data = JSON.parse(arrival.events[0]?.data ?? '') as Record<string, JsonValue>;
      const body = data['body'];
      const rule = sample.when['jsonBody'] === 'false' ? 'as sent' : sourceType(sample.type)?.body;
      if (message === null) expect(body).toBeNull();
      else if (rule === 'as sent') expect([body, decode(String(body))]).toContain(message);
      else if (rule === 'text') expect(JSON.parse(String(body))).toEqual(message);
      else if (rule === 'base64') expect(JSON.parse(decode(String(body)))).toEqual(message);
      else expect(body).toEqual(message);
    },
  );

  it.each(all)('%s fires a trigger when test-event is given its name', (id, sample) => {
    const result = testEvent(
      {
        targets: [],
        samples: [],
        sample: id,
        assignments: [],
        headers: [],
        repeat: 1,
        expectations: [],
        nodeOutputs: {},
      },
      { model: modelOf(sample), engine, world, library: LIBRARY, diagnostics: [] },
    );
    expect(result.outcome).toBe('fires');
    expect(result.firings[0]?.stimulus.origin).toBe(`the sample ${id}`);
  });
});

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

/** The keys of the data, each with the kind of its value. */
function shapeOf(sample: Sample, data: Readonly<Record<string, JsonValue>>): readonly string[] {
  // What Slack sends becomes the root itself, and what is in it is Slack's own.
  if (sample.type === 'slack' && !('Data' in data)) return ['…'];
  return Object.entries(data).map(([key, value]) => `${key}: ${kindOf(sample, key, value)}`);
}

function kindOf({ type }: Sample, key: string, value: JsonValue): string {
  if (key === 'body' && sourceType(type)?.http === false && type !== 'resource') return 'any';
  if (key === 'oldBody') return 'any';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** The table of argo-events pkg/eventsources/events/event-data.go, with the JSON types of its fields. */
const SHAPES: Readonly<Record<string, string>> = {
  webhook: 'header: object, body: object',
  github: 'headers: object, body: object',
  gitlab: 'headers: object, body: object',
  bitbucket: 'headers: object, body: object',
  bitbucketserver: 'headers: object, body: object',
  gerrit: 'headers: object, body: object',
  sns: 'header: object, body: object',
  storageGrid: 'notification: object',
  stripe: 'event: object',
  calendar: 'eventTime: string',
  file: 'name: string, op: number, metadata: null',
  sftp: 'name: string, op: number, metadata: null',
  hdfs: 'name: string, op: number, metadata: null',
  resource: 'type: string, body: object, oldBody: any, group: string, version: string, resource: string',
  minio: 'notification: list',
  amqp: 'contentType: string, contentEncoding: string, deliveryMode: number, priority: number, correlationId: string, replyTo: string, expiration: string, messageId: string, timestamp: string, type: string, appId: string, exchange: string, routingKey: string, body: any',
  kafka: 'topic: string, key: string, partition: number, body: any, timestamp: string, headers: object',
  mqtt: 'topic: string, messageId: number, body: any',
  nats: 'subject: string, body: any',
  sqs: 'messageId: string, messageAttributes: object, body: any',
  pubSub: 'id: string, body: any, attributes: object, publishTime: string',
  azureEventsHub: 'id: string, partitionKey: string, body: any',
  azureServiceBus:
    'applicationProperties: object, body: any, contentType: string, correlationID: null, enqueuedTime: string, messageID: string, replyTo: null, sequenceNumber: number, subject: string',
  azureQueueStorage: 'body: any, messageID: string, insertionTime: string',
  emitter: 'topic: string, body: any',
  redis: 'channel: string, pattern: string, body: any',
  redisStream: 'stream: string, message_id: string, values: object',
  nsq: 'body: any, timestamp: string, nsqdAddress: string',
  pulsar: 'key: string, publishTime: string, body: any',
  generic: 'body: any',
  mns: 'messageId: string, body: any',
};

function expectedShape(sample: Sample): readonly string[] {
  const { type, name, content } = sample;
  if (type === 'slack') {
    const isEvent = content.kind === 'request' && isObject(content.body['event']);
    return isEvent ? ['type: string', 'Data: object'] : ['…'];
  }
  const shape = (SHAPES[type] ?? '').split(', ');
  if (`${type}/${name}` === 'nats/headers') return [...shape, 'header: object'];
  // A message without attributes has none, not an empty set.
  const bare = type === 'sqs' && content.kind === 'message' && !('messageAttributes' in content.fields);
  return bare
    ? shape.map((key) => key.replace('messageAttributes: object', 'messageAttributes: null'))
    : shape;
}
