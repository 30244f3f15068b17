import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EVENT_SOURCE_TYPES } from '../../src/model/kinds/event-source.ts';
import { rawObject } from '../../src/simulate/sources/raw-json.ts';
import { messageData } from '../../src/simulate/sources/sample.ts';
import { sampleData } from '../../src/simulate/sources/sample-data.ts';
import { signed } from '../../src/simulate/sources/signing.ts';
import { SOURCE_TYPES, sourceType } from '../../src/simulate/sources/source-type.ts';
import type { HttpRequest } from '../../src/simulate/stimulus.ts';
import { sampleStimulus } from '../payloads/stimulus.ts';
import { engine, type Flow, flow, hop, NOW, request } from './flow.ts';
import { VALID_EVENTS } from './valid-events.ts';

/** An event source with one event of a type, with these fields among others, and a sensor that logs it. */
function source(type: string, fields: string, more = ''): Flow {
  return flow(`apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: es, namespace: ns}
spec: {${type}: {ev: ${JSON.stringify({ ...parse(`{${VALID_EVENTS[type]}}`), ...parse(`{${fields}}`) })}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: sensor, namespace: ns}
spec:
  dependencies: [{name: dep, eventSourceName: es, eventName: ev}]
  triggers: [{template: {name: log, log: {}}}]
---
${more}`);
}

function only({ model }: Flow) {
  const [eventSource] = model.eventSources;
  const [event] = eventSource?.events ?? [];
  if (eventSource === undefined || event === undefined) throw new Error('no event');
  return { eventSource, event };
}

const HTTP = 'webhook: {endpoint: /deploy, port: "12000"}';

function sample(type: string, fields: string, more = '') {
  const tested = source(type, fields, more);
  const { event } = only(tested);
  return { ...tested.fire(sampleStimulus(engine(), event, NOW)), flow: tested };
}

/** What the type puts around a message of no interest. */
function plain(type: string, fields: string) {
  const tested = source(type, fields);
  const { event } = only(tested);
  return tested.fire({ kind: 'payload', data: rawObject(sampleData(event, NOW)) });
}

describe('the types of event sources', () => {
  it('are all known', () => {
    expect(new Set(SOURCE_TYPES.map(({ key }) => key))).toEqual(new Set(EVENT_SOURCE_TYPES));
  });

  it.each([...EVENT_SOURCE_TYPES])('%s: its sample reaches a trigger, in the shape of the type', (type) => {
    const trace = sample(type, 'metadata: {team: a}');
    expect(trace.triggers.map(({ outcome }) => outcome)).toEqual(['fires']);
    const known = sourceType(type);
    expect(trace.event?.type).toBe(known?.constant);
    expect(trace.response?.status).toBe(known?.http === true ? 200 : undefined);
    const data = JSON.parse(trace.event?.data ?? '') as Record<string, unknown>;
    const optional = type === 'nats' ? ['header'] : [];
    const expected =
      type === 'slack' ? ['type', 'Data'] : (known?.fields ?? []).filter((f) => !optional.includes(f));
    const metadata = known?.metadata === 'never' ? [] : ['metadata'];
    expect(Object.keys(data)).toEqual([...expected, ...metadata]);
  });

  it.each(['file', 'sftp', 'hdfs'])('%s has metadata even when there is none', (type) => {
    expect(JSON.parse(sample(type, 'a: 1').event?.data ?? '')).toMatchObject({ metadata: null });
  });

  it.each([
    ['kafka', 'jsonBody: true', '{"message":"hello from argoflow"}'],
    ['kafka', '', '"eyJtZXNzYWdlIjoiaGVsbG8gZnJvbSBhcmdvZmxvdyJ9"'],
    ['azureEventsHub', 'jsonBody: true', '"eyJtZXNzYWdlIjoiaGVsbG8gZnJvbSBhcmdvZmxvdyJ9"'],
    ['redis', '', '"{\\"message\\":\\"hello from argoflow\\"}"'],
    ['redis', 'jsonBody: true', '{"message":"hello from argoflow"}'],
    ['mns', 'jsonBody: true', '"{\\"message\\":\\"hello from argoflow\\"}"'],
  ])('%s with {%s} has the body %s', (type, fields, body) => {
    expect(plain(type, fields).event?.data).toContain(`"body":${body}`);
  });

  it('have exactly the data of their Go types', () => {
    const data = (type: string, fields: string) => plain(type, fields).event?.data;
    expect(data('kafka', 'topic: orders, partition: "2", jsonBody: true')).toBe(
      '{"topic":"orders","key":"","partition":2,"body":{"message":"hello from argoflow"},"timestamp":"2026-01-02 03:04:05 +0000 UTC","headers":{}}',
    );
    expect(data('calendar', 'interval: 10s')).toBe(
      '{"eventTime":"2026-01-02 03:04:05 +0000 UTC m=+60.000000001"}',
    );
    expect(data('file', 'eventType: REMOVE, watchPathConfig: {directory: /data/, path: a.txt}')).toBe(
      '{"name":"/data/a.txt","op":4,"metadata":null}',
    );
    expect(data('azureQueueStorage', 'jsonBody: true')).toBe(
      '{"body":{"message":"hello from argoflow"},"messageID":"11111111-2222-4333-8444-555555555555","insertionTime":"2026-01-02T03:04:05Z"}',
    );
  });

  it('give a Kafka event an id of its own', () => {
    const kafka = source('kafka', 'url: "a:9092,b:9092", topic: orders, partition: "1"');
    const { event } = only(kafka);
    const stimulus = sampleStimulus(engine(), event, NOW);
    const ids = [kafka.fire(stimulus), kafka.fire(stimulus)].map((trace) => trace.event?.id);
    expect(ids).toEqual(['es:ev:a:9092:orders:1:0', 'es:ev:a:9092:orders:1:1']);
  });

  it('drop data that is not JSON', () => {
    const trace = source('kafka', '').fire({ kind: 'payload', data: '{"body":}' });
    expect(trace.event).toBeUndefined();
    expect(hop(trace, 'source')).toMatchObject({
      verdict: 'failed',
      summary:
        "the data is not JSON, so the message is dropped: invalid character '}' looking for beginning of value",
    });
  });

  it('have no expression as filter where the real ones have none', () => {
    const trace = sample('minio', 'bucket: {name: b}, filter: {expression: "false"}');
    expect(trace.triggers.map(({ outcome }) => outcome)).toEqual(['fires']);
  });

  it('take a message as its text, or as the data of their type', () => {
    const kafka = only(source('kafka', 'jsonBody: true, topic: orders'));
    const data = (text: string) => messageData(engine(), kafka.event, text, NOW);
    expect(data('{"a":1}')).toContain('"body":{"a":1}');
    expect(data('{"key":"k","body":{"a":12345678901234567890}}')).toBe(
      '{"topic":"orders","key":"k","partition":0,"body":{"a":12345678901234567890},"timestamp":"2026-01-02 03:04:05 +0000 UTC","headers":{}}',
    );
    expect(data('no json')).toBeUndefined();
    const calendar = only(source('calendar', 'interval: 1s'));
    expect(messageData(engine(), calendar.event, '{"a":1}', NOW)).toBeUndefined();
  });
});

const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: s, namespace: ns}
data: {key: ${Buffer.from('hush\n').toString('base64')}}
`;

function answer(type: string, fields: string, sent: HttpRequest, more = '') {
  const trace = source(type, `${HTTP}, ${fields}`, more).fire({ kind: 'http', request: sent });
  return { status: trace.response?.status, body: trace.response?.body, data: trace.event?.data, trace };
}

function hmac(text: string, algorithm = 'sha256'): string {
  return createHmac(algorithm, 'hush').update(text).digest('hex');
}

function json(body: string, ...headers: readonly (readonly [string, string])[]): HttpRequest {
  return request(body, { headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers] });
}

describe('github', () => {
  const BODY = '{"z":1.50,"a":12345678901234567890}';
  const secure = 'webhookSecret: {name: s, key: key}';

  it('encodes the body anew, with two of its headers in it', () => {
    const { data } = answer('github', 'a: 1', json(BODY, ['X-GitHub-Event', 'push']));
    expect(data).toBe(
      '{"headers":{"Content-Type":["application/json; charset=utf-8"],"X-Github-Event":["push"]},"body":{"X-GitHub-Delivery":"","X-GitHub-Event":"push","a":12345678901234567000,"z":1.5}}',
    );
  });

  it('takes a form', () => {
    const form = request(`payload=${encodeURIComponent('{"a":1}')}`, {
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    });
    expect(answer('github', 'a: 1', form).data).toContain(
      '"body":{"X-GitHub-Delivery":"","X-GitHub-Event":"","a":1}',
    );
  });

  it.each([
    ['text/plain', 'webhook request has unsupported Content-Type "text/plain"'],
    ['', 'mime: no media type'],
  ])('refuses the content type "%s"', (type, text) => {
    expect(answer('github', 'a: 1', request('{}', { headers: [['Content-Type', type]] }))).toMatchObject({
      status: 400,
      body: text,
    });
  });

  it.each([
    ['[1]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
    ['', 'unexpected end of JSON input'],
  ])('refuses the body "%s"', (body, text) => {
    expect(answer('github', 'a: 1', json(body))).toMatchObject({ status: 400, body: text });
  });

  it.each<[string, readonly [string, string][], string]>([
    ['none', [], 'missing signature'],
    ['one without a hash', [['X-Hub-Signature', 'abc']], 'error parsing signature "abc"'],
    ['another hash', [['X-Hub-Signature', 'md5=00']], 'unknown hash type prefix: "md5"'],
    [
      'an odd one',
      [['X-Hub-Signature-256', 'sha256=abc']],
      'error decoding signature "sha256=abc": encoding/hex: odd length hex string',
    ],
    [
      'no hex',
      [['X-Hub-Signature-256', 'sha256=xx']],
      'error decoding signature "sha256=xx": encoding/hex: invalid byte: U+0078 \'x\'',
    ],
    ['a wrong one', [['X-Hub-Signature-256', `sha256=${hmac('other')}`]], 'payload signature check failed'],
  ])('refuses the signature: %s', (_, headers, text) => {
    expect(answer('github', secure, json(BODY, ...headers), SECRET)).toMatchObject({
      status: 400,
      body: text,
    });
  });

  it('says which signature would pass, and shows no secret', () => {
    const { trace } = answer('github', secure, json(BODY), SECRET);
    const { decision } = hop(trace, 'source');
    expect(decision?.subject).toBe('the header X-Hub-Signature-256');
    expect(decision?.value).toBeUndefined();
    expect(decision?.wouldPass).toContain('signed with the key "key" of the secret "s" would pass');
    expect(decision?.at.path?.at(-1)).toBe('webhookSecret');
    expect(JSON.stringify(trace)).not.toContain(hmac(BODY));
  });

  it.each(['sha1', 'sha256', 'sha512'])('accepts a signature with %s under the older name', (algorithm) => {
    const header = ['X-Hub-Signature', `${algorithm}=${hmac(BODY, algorithm).toUpperCase()}`] as const;
    expect(answer('github', secure, json(BODY, header), SECRET)).toMatchObject({
      status: 200,
      body: 'success',
    });
  });

  it('says that it cannot check without the secret', () => {
    const { status, trace } = answer('github', secure, json(BODY));
    expect(status).toBe(200);
    expect(hop(trace, 'source').notes?.[0]).toContain('the signature is not checked here');
  });
});

describe('gitlab', () => {
  const secure = 'secretToken: {name: s, key: key}, accessToken: {name: s, key: key}';
  const fields = secure.replace('secretToken', 'a: 1, secretToken');
  const withUrl = (more: string) => `${more}, x: 1`;

  it('checks the token only when it registers its hook', () => {
    const url = 'webhook: {endpoint: /deploy, port: "12000", url: "https://example.com"}';
    const check = (sent: HttpRequest) => {
      const trace = source('gitlab', `${url}, ${fields}`, SECRET).fire({ kind: 'http', request: sent });
      return [trace.response?.status, trace.response?.body, trace.event?.data];
    };
    expect(check(json('{}')).slice(0, 2)).toEqual([400, 'token mismatch']);
    const right = check(json('{}', ['X-Gitlab-Token', 'hush']));
    expect(right[0]).toBe(200);
    expect(right[2]).not.toContain('hush');
    const unchecked = answer('gitlab', withUrl(fields), json('{}'), SECRET);
    expect(unchecked.status).toBe(200);
    expect(hop(unchecked.trace, 'source').notes?.[0]).toContain('is never checked');
  });

  it('keeps the body as it is', () => {
    expect(answer('gitlab', 'a: 1', request('{ "b":1.50, "a":2 }', { headers: [] })).data).toBe(
      '{"headers":{},"body":{"b":1.50,"a":2}}',
    );
    expect(answer('gitlab', 'a: 1', json('no'))).toMatchObject({ status: 400, body: 'invalid event' });
  });
});

describe('bitbucket and gerrit', () => {
  it.each(['bitbucket', 'gerrit'])('%s verifies nothing', (type) => {
    expect(answer(type, 'a: 1', json('[1]'))).toMatchObject({ status: 200, body: 'success' });
    expect(answer(type, 'a: 1', json('x'))).toMatchObject({ status: 400, body: 'invalid event' });
    const limit = 'webhook: {endpoint: /deploy, port: "1", maxPayloadSize: 2}';
    const large = source(type, limit).fire({ kind: 'http', request: json('"abc"') });
    expect(large.response).toMatchObject({ status: 400, body: 'http: request body too large' });
  });
});

describe('bitbucketserver', () => {
  const BODY = JSON.stringify({
    eventKey: 'repo:refs_changed',
    unknown: 1,
    changes: [
      { refId: 'a', type: 'UPDATE' },
      { refId: 'b', type: 'ADD' },
    ],
  });
  const refs = json(BODY, ['X-Event-Key', 'repo:refs_changed']);

  it('writes its success twice', () => {
    expect(answer('bitbucketserver', 'a: 1', json('{"test":true}'))).toMatchObject({
      status: 200,
      body: 'successsuccess',
    });
  });

  it('makes an event of each change when it is asked to, and loses fields that it does not know', () => {
    const { trace, body } = answer('bitbucketserver', 'oneEventPerChange: true', refs);
    expect(body).toBe('successsuccesssuccess');
    const events = [trace, ...(trace.others ?? [])].map(
      ({ event }) => JSON.parse(event?.data ?? '') as { body: object },
    );
    expect(events.map(({ body: b }) => b)).toMatchObject([
      { changes: [{ refId: 'a' }] },
      { changes: [{ refId: 'b' }] },
    ]);
    expect(Object.keys(events[0]?.body ?? {})).toEqual([
      'eventKey',
      'date',
      'actor',
      'repository',
      'changes',
    ]);
    expect(answer('bitbucketserver', 'a: 1', refs).data).toContain('"unknown":1');
  });

  it('checks the signature only when it registers its hook', () => {
    const fields = `webhook: {endpoint: /deploy, port: "1", url: "https://e"}, accessToken: {name: s, key: key}, webhookSecret: {name: s, key: key}, projects: [a], events: [e]`;
    const check = (...headers: readonly (readonly [string, string])[]) =>
      source('bitbucketserver', fields, SECRET).fire({ kind: 'http', request: json('{}', ...headers) })
        .response;
    const invalid = 'failed to validate bitbucketserver webhook request:';
    expect(check()).toMatchObject({ status: 400, body: `${invalid} missing signature header` });
    expect(check(['X-Hub-Signature', `sha256=${hmac('x')}`])).toMatchObject({
      body: `${invalid} hmac verification failed`,
    });
    expect(check(['X-Hub-Signature', 'short'])).toBeUndefined();
    expect(check(['X-Hub-Signature', `sha256=${hmac('{}')}`])?.status).toBe(200);
  });
});

describe('slack', () => {
  const secure = 'token: {name: s, key: key}, signingSecret: {name: s, key: key}';
  const seconds = Date.parse(NOW) / 1000;
  const headers = (body: string, timestamp = String(seconds)) =>
    [
      ['X-Slack-Request-Timestamp', timestamp],
      ['X-Slack-Signature', `v0=${hmac(`v0:${timestamp}:${body}`)}`],
    ] as const;
  const EVENT = '{"token":"hush","type":"event_callback","event":{"type":"app_mention","text":"hi"}}';

  it('makes an event of the inner event', () => {
    const { status, data, trace } = answer('slack', secure, json(EVENT, ...headers(EVENT)), SECRET);
    expect([status, data]).toEqual([200, '{"type":"app_mention","Data":{"text":"hi","type":"app_mention"}}']);
    expect(JSON.stringify(trace)).not.toContain('hush');
  });

  it.each([
    ['no headers', [] as const, 'cannot create secrets verifier, missing headers'],
    [
      'an old time',
      headers(EVENT, String(seconds - 301)),
      'cannot create secrets verifier, timestamp is too old',
    ],
    [
      'a wrong signature',
      headers('other'),
      'signature validation failed, computed unexpected signature of: …',
    ],
  ])('refuses %s', (_, sent, body) => {
    expect(answer('slack', secure, json(EVENT, ...sent), SECRET)).toMatchObject({ status: 401, body });
  });

  it('refuses another verification token, an unknown inner event and text', () => {
    const other = EVENT.replace('hush', 'x');
    const failed = 'failed to extract event,';
    expect(answer('slack', secure, json(other, ...headers(other)), SECRET)).toMatchObject({
      status: 500,
      body: `${failed} invalid verification token`,
    });
    const unknown = EVENT.replace('app_mention', 'nope');
    expect(answer('slack', secure, json(unknown, ...headers(unknown)), SECRET).body).toBe(
      `${failed} EventsAPI Error parsing inner event: nope, inner Event does not exist! nope`,
    );
    expect(answer('slack', 'a: 1', json('')).body).toBe(`${failed} unexpected end of JSON input`);
  });

  it('answers a challenge, and writes its success behind it', () => {
    const { status, body, data } = answer(
      'slack',
      'a: 1',
      json('{"type":"url_verification","challenge":"abc"}'),
    );
    expect([status, body, data]).toEqual([200, 'abcsuccess', undefined]);
  });

  it('takes slash commands and interactions as forms', () => {
    const form = (body: string) =>
      request(body, { headers: [['Content-Type', 'application/x-www-form-urlencoded']] });
    expect(answer('slack', 'a: 1', form('command=%2Fdeploy&text=now&team_id=T')).data).toBe(
      '{"token":"","team_id":"T","team_domain":"","is_enterprise_install":false,"channel_id":"","channel_name":"","user_id":"","user_name":"","command":"/deploy","text":"now","response_url":"","trigger_id":"","api_app_id":""}',
    );
    expect(answer('slack', 'a: 1', form('payload=%7B%22type%22%3A%22block_actions%22%7D')).data).toBe(
      '{"type":"block_actions"}',
    );
    expect(answer('slack', 'a: 1', form('x=1'))).toMatchObject({
      status: 500,
      body: 'could not determine slack type from form parameters',
    });
  });
});

describe('sns', () => {
  const NOTE = '{"Type":"Notification","Message":"m","Timestamp":"2026-01-02T03:04:05.000Z"}';

  it('makes an event of a notification only', () => {
    expect(answer('sns', 'a: 1', request(NOTE, { headers: [] }))).toMatchObject({
      status: 200,
      body: 'success',
      data: `{"header":{},"body":${NOTE}}`,
    });
    expect(answer('sns', 'a: 1', json('{"Type":"Other"}'))).toMatchObject({
      status: 200,
      body: '',
      data: undefined,
    });
    const confirmation = answer('sns', 'a: 1', json('{"Type":"SubscriptionConfirmation"}'));
    expect(confirmation.data).toBeUndefined();
    expect(hop(confirmation.trace, 'source').notes?.[0]).toContain('would confirm the subscription');
  });

  it('refuses what is no notification', () => {
    expect(answer('sns', 'a: 1', json(''))).toMatchObject({
      status: 400,
      body: 'bad request, not a valid SNS notification',
    });
    expect(answer('sns', 'a: 1', json('{"Type":1}')).body).toBe(
      'error unmarshaling JSON: json: cannot unmarshal number into Go struct field httpNotification.Type of type string',
    );
    expect(answer('sns', 'a: 1', json('Type: Notification')).body).toBe(
      "json: error calling MarshalJSON for type *json.RawMessage: invalid character 'T' looking for beginning of value",
    );
  });

  it('refuses everything when it is to check signatures', () => {
    expect(answer('sns', 'validateSignature: true', json(NOTE))).toMatchObject({
      status: 400,
      data: undefined,
    });
  });
});

describe('stripe', () => {
  it('re-encodes the event', () => {
    const body = '{"id":"evt_1","object":"event","type":"a.b","data":{"object":{"z":1,"a":2}},"created":7}';
    expect(answer('stripe', 'a: 1', json(body)).data).toBe(
      '{"event":{"account":"","created":7,"data":{"previous_attributes":null,"object":{"a":2,"z":1}},"id":"evt_1","livemode":false,"pending_webhooks":0,"request":null,"type":"a.b"}}',
    );
  });

  it('refuses other types than those of its filter, and what is no event', () => {
    const filtered = answer('stripe', 'eventFilter: [c.d]', json('{"type":"a.b","data":{"object":{}}}'));
    expect(filtered).toMatchObject({ status: 400, body: 'invalid event' });
    expect(hop(filtered.trace, 'source').decision).toMatchObject({ value: '"a.b"', expected: 'one of c.d' });
    expect(answer('stripe', 'a: 1', json('{"type":1}'))).toMatchObject({
      status: 400,
      body: 'failed to parse the event',
    });
    expect(answer('stripe', 'eventFilter: [c.d]', json('null')).status).toBeUndefined();
  });
});

describe('storageGrid', () => {
  const form = (message: object) =>
    request(
      `Action=Publish&Message=${encodeURIComponent(JSON.stringify(message))}&TopicArn=urn%3At&Version=2010-03-31`,
      {
        headers: [],
      },
    );
  const records = {
    Records: [{ eventTime: '2026-01-02T03:04:05Z', s3: { object: { key: 'in/a.txt', size: 1 } } }],
  };

  it('answers before it looks', () => {
    for (const [sent, fields] of [
      [request('nonsense'), 'a: 1'],
      [form(records), 'filter: {prefix: out/}'],
    ] as const) {
      const { status, body, data } = answer('storageGrid', fields, sent);
      expect(status).toBe(200);
      expect(body).toMatch(/^\n<PublishResponse[\s\S]*<\/PublishResponse>\n$/);
      expect(data).toBeUndefined();
    }
  });

  it('makes an event of a notification that passes its filter', () => {
    const { body, data } = answer('storageGrid', 'filter: {prefix: in/, suffix: .txt}', form(records));
    expect(body).toMatch(/<\/PublishResponse>\nsuccess$/);
    const { notification } = JSON.parse(data ?? '') as { notification: object };
    expect(notification).toMatchObject({
      Action: 'Publish',
      Message: { Records: [{ s3: { object: { key: 'in/a.txt', size: 1, eTag: '' } } }] },
      TopicArn: 'urn:t',
      Version: '2010-03-31',
    });
  });
});

describe('signed requests', () => {
  it.each([
    ['github', 'webhookSecret: {name: s, key: key}'],
    ['slack', 'token: {name: s, key: key}, signingSecret: {name: s, key: key}'],
    ['gitlab', 'secretToken: {name: s, key: key}'],
  ])('are accepted: %s', (type, fields) => {
    const tested = source(
      type,
      `${HTTP}, ${fields}`.replace('port: "12000"', 'port: "12000", authSecret: {name: s, key: key}'),
      SECRET,
    );
    const { eventSource, event } = only(tested);
    const stimulus = sampleStimulus(engine(), event, NOW);
    if (stimulus.kind !== 'http') throw new Error('no request');
    expect(tested.fire(stimulus).response?.status).toBe(401);
    const good = signed(tested.model, eventSource, event, stimulus.request, NOW);
    const trace = tested.fire({ kind: 'http', request: good });
    expect(trace.response).toMatchObject({ status: 200, body: 'success' });
  });

  it('keep the headers that are there', () => {
    const tested = source('github', `${HTTP}, webhookSecret: {name: s, key: key}`, SECRET);
    const { eventSource, event } = only(tested);
    const own = json('{}', ['x-hub-signature-256', 'mine']);
    expect(signed(tested.model, eventSource, event, own, NOW).headers).toEqual(own.headers);
  });
});
