import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/json.ts';
import type { Model } from '../../src/model/model.ts';
import { type Sample, sampleId } from '../../src/payloads/sample.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { signed } from '../../src/simulate/sources/signing.ts';
import { sourceType } from '../../src/simulate/sources/source-type.ts';
import type { Stimulus } from '../../src/simulate/stimulus.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { readCaptured } from '../../src/test-event/captured.ts';
import { capturedEvent, typeOfCaptured } from '../../src/test-event/captured-event.ts';
import { deliver, targetFor } from '../../src/test-event/delivery.ts';
import { buildStimulus } from '../../src/test-event/stimulus.ts';
import { modelFor } from '../payloads/event-source.ts';
import { LIBRARY } from '../payloads/library.ts';

const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());
const world = createWorld({ now: NOW, seed: 1 });
const ports = { engine, world, library: LIBRARY };
const models = new Map<Sample, Model>();
for (const sample of LIBRARY) models.set(sample, await modelFor(sample));
const all = LIBRARY.map((sample): [string, Sample, Model] => {
  const model = models.get(sample);
  if (model === undefined) throw new Error(sampleId(sample));
  return [sampleId(sample), sample, model];
});

function delivered(sample: Sample, model: Model) {
  return deliver({ sample, assignments: [], standIn: false }, targetFor(model, sample), model, ports);
}

const read = (text: string) => readCaptured(engine, text, 'the event');

/** What arrives of a kept event at that event source. */
function arriving(text: string, sample: Sample, model: Model): readonly JsonObject[] {
  const target = targetFor(model, sample);
  const simulator = createSimulator(model, engine, world);
  return read(text).map((captured) => {
    const { file } = capturedEvent(engine, captured, sample.type, LIBRARY);
    const { stimulus } = buildStimulus(ports, target, {
      assignments: [],
      headers: [],
      file: { value: file, origin: 'the event' },
    });
    const { eventSource, event: definition } = target;
    const sent: Stimulus =
      stimulus.kind === 'http'
        ? { kind: 'http', request: signed(model, eventSource, definition, stimulus.request, NOW) }
        : stimulus;
    const { event } = simulator.fire({ eventSource, event: definition, stimulus: sent });
    return JSON.parse(event?.data ?? 'null') as JsonObject;
  });
}

/** Headers are those of the client that sends it. */
function withoutHeaders({ header, headers, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** Event files write "&" as \u0026. */
function withoutLength(data: JsonObject): JsonObject {
  const strip = (headers: JsonValue | undefined) => {
    if (!isObject(headers)) return headers ?? null;
    const { 'Content-Length': length, ...rest } = headers;
    return rest;
  };
  return { ...data, header: strip(data['header']), headers: strip(data['headers']) };
}

const dump = (line: string, headers: Readonly<Record<string, string>>, body: string) =>
  [line, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');

describe('a request that was kept with its headers', () => {
  const requests = all.filter(
    ([, { type, content }]) =>
      sourceType(type)?.http === true && content.kind === 'request' && content.method !== 'GET',
  );

  it.each(requests)('%s arrives as it did', (_, sample, model) => {
    const { sent, arrival } = delivered(sample, model);
    if (sent.kind !== 'request') throw new Error('no request');
    const text = dump(`${sent.line} HTTP/1.1`, { Host: 'hooks.example.com', ...sent.headers }, sent.body);
    const data = JSON.parse(arrival.events[0]?.data ?? '') as JsonObject;
    expect(arriving(text, sample, model).map(withoutLength)).toEqual([withoutLength(data)]);
  });

  it.each(requests)('%s is known by what it says', (_, { type, content }) => {
    if (content.kind !== 'request') return;
    const headers: Record<string, string> = Object.fromEntries(content.headers);
    if (type === 'slack') headers['X-Slack-Signature'] = 'v0=00';
    if (type === 'stripe') headers['Stripe-Signature'] = 't=1,v1=00';
    const [captured] = read(dump('POST / HTTP/1.1', headers, JSON.stringify(content.body)));
    // StorageGRID says nothing of itself.
    const expected = type === 'storageGrid' ? 'webhook' : type;
    expect(captured && typeOfCaptured(captured)).toBe(expected);
  });

  it('is read as curl shows it', () => {
    const text = `* Connected to localhost (127.0.0.1) port 12000
> POST /push HTTP/1.1
> Host: localhost:12000
> Content-Type: application/json
> X-GitHub-Event: push
>
{"ref":"refs/heads/main"}
* upload completely sent off: 25 bytes
< HTTP/1.1 200 OK
<`;
    expect(read(text)).toEqual([
      {
        kind: 'request',
        method: 'POST',
        headers: [
          ['Host', 'localhost:12000'],
          ['Content-Type', 'application/json'],
          ['X-GitHub-Event', 'push'],
        ],
        body: '{"ref":"refs/heads/main"}',
      },
    ]);
  });

  it("is read as GitHub's page of deliveries shows it", () => {
    const text = `Request URL: https://hooks.example.com/push
Request method: POST
Accept: */*
Content-Type: application/json
User-Agent: GitHub-Hookshot/a1b2c3d
X-GitHub-Event: ping
X-Hub-Signature-256: sha256=00ff

{
  "zen": "Keep it logically awesome."
}
`;
    const [captured] = read(text);
    expect(captured).toMatchObject({ kind: 'request', method: 'POST' });
    const event = captured && capturedEvent(engine, captured, 'github', LIBRARY);
    // Neither what proves who sent it nor what any client sends.
    expect(event?.file).toEqual({
      kind: 'http',
      method: 'POST',
      path: undefined,
      headers: [
        ['Content-Type', 'application/json'],
        ['User-Agent', 'GitHub-Hookshot/a1b2c3d'],
        ['X-GitHub-Event', 'ping'],
      ],
      body: '{"zen":"Keep it logically awesome."}',
    });
    expect(event?.sample?.name).toBe('ping');
  });
});

describe('what an event source made of it', () => {
  it.each(all)('%s arrives as it did', (_, sample, model) => {
    const { arrival } = delivered(sample, model);
    const [event] = arrival.events;
    const data = JSON.parse(event?.data ?? '') as JsonObject;
    const isGet = sample.content.kind === 'request' && sample.content.method === 'GET';
    const texts = [event?.data ?? '', cloudEvent(event?.type ?? '', event?.data ?? '')];
    for (const text of isGet ? [] : texts) {
      expect(arriving(text, sample, model).map(withoutHeaders)).toEqual([withoutHeaders(data)]);
    }
  });

  it.each(all)('%s off the bus, or out of a sensor, says its type', (_, { type }) => {
    const constant = sourceType(type)?.constant ?? '';
    const sensor = JSON.stringify({
      context: { type: constant },
      data: Buffer.from('{"a":1}').toString('base64'),
    });
    for (const text of [cloudEvent(constant, '{"a":1}'), sensor]) {
      expect(read(text)).toEqual([{ kind: 'data', type, data: '{"a":1}' }]);
    }
  });

  function cloudEvent(type: string, data: string): string {
    const attributes = { specversion: '1.0', id: '1', source: 'any', subject: 'event', type };
    return JSON.stringify({ ...attributes, data_base64: Buffer.from(data).toString('base64') });
  }
});

describe('a body alone', () => {
  const bodies = all.flatMap(([id, { type, content }]): [string, string, JsonValue][] =>
    content.kind === 'request' &&
    ['github', 'gitlab', 'bitbucket', 'bitbucketserver', 'gerrit', 'stripe', 'sns'].includes(type)
      ? [[id, type, content.body]]
      : [],
  );

  it.each(bodies)('%s is known', (id, type, body) => {
    const [captured] = read(JSON.stringify(body));
    // This could be anybody's.
    const silent = id === 'bitbucketserver/diagnostics-ping';
    expect(captured && typeOfCaptured(captured)).toBe(silent ? undefined : type);
    if (captured === undefined || silent) return;
    const { sample } = capturedEvent(engine, captured, type, LIBRARY);
    // The very sample, where bodies tell them apart.
    expect(sample && JSON.stringify(sample.content.kind === 'request' && sample.content.body)).toBe(
      JSON.stringify(body),
    );
  });

  it('gets the header that says what it is', () => {
    const [captured] = read(
      '{"action":"opened","number":1,"pull_request":{},"repository":{"full_name":"a/b"},"sender":{"login":"c"}}',
    );
    const file = captured && capturedEvent(engine, captured, 'github', LIBRARY).file;
    expect(file?.kind === 'http' && file.headers).toContainEqual(['X-GitHub-Event', 'pull_request']);
  });

  it('is the message where the type takes messages', () => {
    const [captured] = read('{"orderId":12345678901234567890}');
    expect(captured && typeOfCaptured(captured)).toBeUndefined();
    expect(captured && capturedEvent(engine, captured, 'kafka', LIBRARY).file).toEqual({
      kind: 'payload',
      data: '{"body":{"orderId":12345678901234567890}}',
    });
  });

  it('of a CloudEvent of somebody else is a body like any other', () => {
    const body =
      '{"specversion":"1.0","id":"1","source":"/shop","subject":"1","type":"order.created","data":{}}';
    expect(read(body)).toEqual([{ kind: 'json', json: body }]);
  });
});

describe('lines of JSON', () => {
  it('are an event each', () => {
    expect(read('{"a":1}\n\n{"a":2}\n')).toEqual([
      { kind: 'json', json: '{"a":1}' },
      { kind: 'json', json: '{"a":2}' },
    ]);
  });
});

it("keeps no token of Slack's", () => {
  const texts = [
    dump(
      'POST / HTTP/1.1',
      { 'Content-Type': 'application/json' },
      '{"token":"hush","type":"event_callback","event":{"type":"message"}}',
    ),
    dump(
      'POST / HTTP/1.1',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      'token=hush&command=%2Fdeploy',
    ),
    dump(
      'POST / HTTP/1.1',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      `payload=${encodeURIComponent('{"type":"block_actions","token":"hush"}')}`,
    ),
    '{"type":"message","Data":{"type":"message"},"token":"hush"}',
  ];
  for (const text of texts) {
    const [captured] = read(text);
    expect(JSON.stringify(captured && capturedEvent(engine, captured, 'slack', LIBRARY).file)).not.toContain(
      'hush',
    );
  }
});

describe('refuses', () => {
  it.each([
    ['', 'the event is empty'],
    ['hello', 'the event is neither JSON nor an HTTP request'],
    ['{"a":1}\n{"a":', 'line 2 of the event is not JSON'],
    ['<html>', 'the event is neither JSON nor an HTTP request'],
  ])('%j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('a request where messages are taken, and a message without a place', () => {
    const [request] = read('POST / HTTP/1.1\nA: b\n\n{}');
    expect(() => request && capturedEvent(engine, request, 'kafka', LIBRARY)).toThrow(
      'gets no HTTP requests',
    );
    const [json] = read('{"a":1}');
    expect(() => json && capturedEvent(engine, json, 'calendar', LIBRARY)).toThrow('its data has eventTime');
  });
});
