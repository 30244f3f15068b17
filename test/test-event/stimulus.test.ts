import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { loadManifests } from '../../src/load/load.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { parseEventFile } from '../../src/test-event/event-file.ts';
import { buildStimulus, type StimulusOptions } from '../../src/test-event/stimulus.ts';
import { chooseTargets } from '../../src/test-event/target.ts';
import { LIBRARY as library } from '../payloads/library.ts';

const NOW = '2026-01-02T03:04:05Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());
const world = createWorld({ now: NOW, seed: 1 });

const { model } = await loadManifests(['-'], {
  stdin: `
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: { name: hook, namespace: a }
spec:
  webhook:
    post: { endpoint: /post, method: POST, port: "12000" }
    get: { endpoint: /get, method: GET, port: "12000" }
  kafka:
    bytes: { url: "k:9092", topic: t }
    json: { url: "k:9092", topic: t, jsonBody: true }
  calendar:
    tick: { interval: 10s }
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: { name: texts, namespace: c }
spec:
  redis:
    redis-text: { hostAddress: "r:6379", channels: [c] }
    redis-json: { hostAddress: "r:6379", channels: [c], jsonBody: true }
  azureEventsHub:
    bytes: { fqdn: x, hubName: h, jsonBody: true }
  mns:
    mns-text: { queue: q, endpoint: e, jsonBody: true }
  redisStream:
    entry: { hostAddress: "r:6379", streams: [s] }
  resource:
    pods: { version: v1, resource: pods, eventTypes: [ADD] }
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: { name: other, namespace: b }
spec:
  webhook:
    only: { endpoint: /only, method: POST, port: "12001" }
`,
});

function build(name: string, options: Partial<StimulusOptions> & { file_?: string; data_?: string }) {
  const { file_, data_, ...rest } = options;
  const [target] = chooseTargets(model, [name]);
  if (target === undefined) throw new Error('no target');
  return buildStimulus({ engine, world, library }, target, {
    assignments: [],
    headers: [],
    ...(file_ !== undefined && {
      file: { value: parseEventFile(engine, file_, 'event.json'), origin: 'event.json' },
    }),
    ...(data_ !== undefined && { data: { value: data_, origin: '--data' } }),
    ...rest,
  });
}

function request(name: string, options: Parameters<typeof build>[1]) {
  const { stimulus } = build(name, options);
  if (stimulus.kind !== 'http') throw new Error(stimulus.kind);
  return stimulus.request;
}

function payload(name: string, options: Parameters<typeof build>[1]): Record<string, unknown> {
  const { stimulus } = build(name, options);
  if (stimulus.kind !== 'payload') throw new Error(stimulus.kind);
  return JSON.parse(stimulus.data) as Record<string, unknown>;
}

describe('the target', () => {
  it.each([
    [['other'], 'other/only'],
    [['other/only'], 'other/only'],
    [['b/other/only'], 'other/only'],
    [['hook/get'], 'hook/get'],
  ])('%j is %s', (names, expected) => {
    const [target] = chooseTargets(model, names);
    expect(`${target?.eventSource.name}/${target?.event.name}`).toBe(expected);
  });

  it.each([
    [[], 'there are 12 events: say which to fire'],
    [['hook'], '"hook" means 5 events: say which to fire'],
    [['hok/get'], 'no event source "hok/get", did you mean "hook/get"?'],
    [['hook/gte'], 'the event source "hook" has no event "gte", did you mean "hook/get"?'],
  ])('%j is refused', (names, message) => {
    expect(() => chooseTargets(model, names)).toThrow(message);
  });

  it('needs an EventSource', async () => {
    const { model: none } = await loadManifests(['-'], {
      stdin: 'apiVersion: v1\nkind: Secret\nmetadata: {name: x}',
    });
    expect(() => chooseTargets(none, [])).toThrow('no EventSource in the manifests: there is only Secret');
  });
});

describe('a request', () => {
  it('is a sample when nothing is given', () => {
    const { summary } = build('other', {});
    expect(summary).toMatchObject({
      origin: 'the sample of a webhook event',
      request: 'POST /only',
    });
    expect(JSON.parse(summary.body ?? '')).toBeTypeOf('object');
  });

  it('keeps numbers, order and duplicates of the data', () => {
    const body = '{"b":1.50,"a":12345678901234567890,"b":2}';
    expect(request('hook/post', { data_: body }).body).toBe(body);
  });

  it.each([
    ['body.a=1', '{"a":1}'],
    ['body.a=1x', '{"a":"1x"}'],
    ['body.a="1"', '{"a":"1"}'],
    ['body.a.b={"c": [1, 2]}', '{"a":{"b":{"c":[1,2]}}}'],
    ['body.a==', '{"a":"="}'],
    ['body=[1]', '[1]'],
  ])('%s makes %s', (assignment, body) => {
    expect(request('hook/post', { data_: '{}', assignments: [assignment] }).body).toBe(body);
  });

  it('takes method, path, headers and body of an event file, and flags go over them', () => {
    const file_ = '{"method":"PUT","path":"/x?y=1","headers":{"A":"1","b":["2","3"]},"body":{"m":1}}';
    const sent = request('hook/post', {
      file_,
      method: 'PATCH',
      headers: ['a: 9'],
      assignments: ['body.n=2'],
    });
    expect(sent).toEqual({
      method: 'PATCH',
      target: '/x?y=1',
      headers: [
        ['Content-Type', 'application/json'],
        ['b', '2'],
        ['b', '3'],
        ['a', '9'],
        ['Content-Length', '13'],
      ],
      body: '{"m":1,"n":2}',
    });
  });

  it('carries the data of a GET in its query', () => {
    const { target, body } = request('hook/get', { data_: '{"q":"a b","n":[1,2]}' });
    expect({ target, body }).toEqual({ target: '/get?q=a+b&n=1&n=2', body: '' });
  });

  it('carries a form where the content type says so', () => {
    const headers = ['Content-Type: application/x-www-form-urlencoded'];
    expect(request('hook/post', { data_: '{"a":"b c"}', headers }).body).toBe('a=b+c');
    expect(request('hook/post', { data_: 'a=b', headers }).body).toBe('a=b');
  });

  it('hides credentials when it is told about', () => {
    const { summary } = build('hook/post', {
      headers: ['Authorization: Bearer x1y2', 'X-Gitlab-Token: x1y2'],
    });
    expect(JSON.stringify(summary)).not.toContain('x1y2');
  });

  it.each([
    [{ data_: '{bad' }, '--data is not JSON'],
    [{ data_: '' }, '--data is not JSON: it is empty'],
    [{ assignments: ['header.X=1'] }, '"header.X" cannot be set in an HTTP request'],
    [{ assignments: ['body'] }, '"body" is not PATH=VALUE'],
    [{ headers: ['no colon'] }, '"no colon" is not a header'],
    [{ headers: ['A: b\r\nC: d'] }, 'is not a header'],
    [{ method: 'GE T' }, '"GE T" is not an HTTP method'],
    [{ file_: '{"payload":{}}' }, 'is an HTTP event source, and event.json holds a payload'],
    [{ file_: '[]' }, 'the event file "event.json" is no JSON object'],
    [{ file_: '{}' }, 'the event file "event.json" holds no event'],
    [{ file_: '{"body":' }, 'the event file "event.json" is not JSON'],
    [{ file_: '{"method":1}' }, '"method" in the event file "event.json" is 1 and has to be a text'],
    [{ file_: '{"headers":{"a":{}}}' }, 'the header "a" in "event.json" is neither'],
    [{ file_: '{"specversion":"1.0","source":"x"}' }, 'the CloudEvent in "event.json" has no "subject"'],
  ])('%j is refused', (options, message) => {
    expect(() => build('hook/post', options)).toThrow(message);
  });
});

describe('a message', () => {
  it('has a sample', () => {
    expect(payload('hook/tick', {})).toHaveProperty('eventTime');
  });

  it('is base64 in the event, unless the source reads JSON', () => {
    const bytes = payload('hook/bytes', { data_: '{"a":1}' });
    expect(Buffer.from(String(bytes['body']), 'base64').toString()).toBe('{"a":1}');
    expect(payload('hook/json', { data_: '{"a":1}' })['body']).toEqual({ a: 1 });
  });

  it.each([
    ['hook/bytes', 'plain text\n', 'cGxhaW4gdGV4dAo='],
    ['hook/bytes', '<a b="c"/>', 'PGEgYj0iYyIvPg=='],
    ['hook/bytes', '', ''],
    ['texts/bytes', 'plain', 'cGxhaW4='],
    ['texts/redis-text', 'plain "text"', 'plain "text"'],
    ['texts/mns-text', 'plain', 'plain'],
  ])('%s takes %j, which is no JSON', (name, data_, body) => {
    expect(payload(name, { data_ })['body']).toBe(body);
  });

  it.each([
    ['hook/json', 'plain', '--data is not JSON: invalid character'],
    ['texts/redis-json', 'plain', '--data is not JSON'],
    ['texts/entry', 'plain', '--data is not JSON'],
    ['texts/pods', 'plain', '--data is not JSON'],
    ['texts/pods', '{"kind":"Pod"}', 'that is no data of a resource event'],
  ])('%s refuses %j', (name, data_, message) => {
    expect(() => build(name, { data_ })).toThrow(message);
  });

  it('can be given as the data of its type', () => {
    const file_ = '{"payload":{"topic":"x","body":{"a":1}}}';
    // What a record always has is filled in; data with other members is no record, and stays as it is.
    expect(payload('hook/json', { file_ })).toEqual({
      topic: 'x',
      key: '',
      partition: 0,
      body: { a: 1 },
      timestamp: '2026-01-02 03:04:05 +0000 UTC',
      headers: {},
    });
    expect(payload('hook/json', { file_: '{"payload":{"topic":"x","own":1}}' })).toEqual({
      topic: 'x',
      own: 1,
    });
    expect(payload('hook/bytes', { file_ })['body']).toBe(Buffer.from('{"a":1}').toString('base64'));
    expect(payload('hook/json', { file_, assignments: ['body.a=2', 'key=k'] })).toMatchObject({
      key: 'k',
      body: { a: 2 },
    });
  });

  it.each([
    [{ headers: ['A: b'] }, 'takes no HTTP requests: it has no headers'],
    [{ method: 'POST' }, 'takes no HTTP requests: it has no method'],
    [{ file_: '{"body":1}' }, 'takes no HTTP requests, and event.json holds a request'],
    [{ data_: '{bad' }, '--data is not JSON'],
    [{ data_: '{"no":"such"}' }, 'that is no data of a calendar event'],
  ])('%j is refused', (options, message) => {
    expect(() => build('hook/tick', options)).toThrow(message);
  });
});

describe('a CloudEvent', () => {
  const file_ = JSON.stringify({
    specversion: '1.0',
    id: 'i',
    type: 'webhook',
    source: 'other',
    subject: 'only',
    time: NOW,
    data: { body: { n: 12345678901234 } },
  });

  it('goes on the bus as it is', () => {
    expect(build('other', { file_ }).stimulus).toEqual({
      kind: 'event',
      event: {
        id: 'i',
        type: 'webhook',
        source: 'other',
        subject: 'only',
        dataContentType: 'application/json',
        time: NOW,
        data: '{"body":{"n":12345678901234}}',
      },
    });
  });

  it('may carry its data as base64', () => {
    const data_base64 = Buffer.from('{"a":"ü"}').toString('base64');
    const { stimulus } = build('other', {
      file_: JSON.stringify({ specversion: '1.0', source: 'other', subject: 'only', data_base64 }),
    });
    expect(stimulus).toMatchObject({ event: { data: '{"a":"ü"}' } });
  });
});
