import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Library } from '../payloads/library.ts';
import type { Sample } from '../payloads/sample.ts';
import { sourceType } from '../simulate/sources/source-type.ts';
import { type Captured, headersObject, headersOf, isProof, isTransport, objectIn } from './captured.ts';
import type { EventFile } from './event-file.ts';
import type { Headers } from './request.ts';

/** An event that somebody has kept, as a type of event source gets it. */
export interface CapturedEvent {
  /** As `event.json` says it; without what proves who sent it. */
  readonly file: Exclude<EventFile, { kind: 'event' | 'sample' }>;
  /** The sample of the library that it is most like. */
  readonly sample: Sample | undefined;
}

/**
 * A kept event as something to fire at an event source of that type. What it does not say, such as the header with
 * the kind of event, is that of the sample which it is most like.
 * Throws a UserError (usage) for what no event source of that type gets.
 */
export function capturedEvent(
  engine: Engine,
  captured: Captured,
  type: string,
  library: Library,
): CapturedEvent {
  const samples = library.filter((sample) => sample.type === type);
  return sourceType(type)?.http === true
    ? requestEvent(engine, captured, type, samples)
    : messageEvent(captured, type, samples);
}

function requestEvent(
  engine: Engine,
  captured: Captured,
  type: string,
  samples: readonly Sample[],
): CapturedEvent {
  const { method, headers: given, body: sent } = sentOf(captured, type);
  const body = withoutToken(type, sent);
  const sample = mostAlike(samples, given, objectIn(body));
  const known: Headers = sample?.content.kind === 'request' ? sample.content.headers : [];
  const headers = given.filter(([name]) => !isProof(name) && !isTransport(name));
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  // What is said of the body of a request is true of that body only.
  const missing = given.length > 0 ? [] : known.filter(([name]) => !names.has(name.toLowerCase()));
  const all = [...headers, ...missing];
  return {
    sample,
    file: {
      kind: 'http',
      method: method ?? (sample?.content.kind === 'request' ? sample.content.method : undefined),
      path: undefined,
      headers: all,
      body: fileBody(engine, body, all),
    },
  };
}

interface SentRequest {
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: string;
}

function sentOf(captured: Captured, type: string): SentRequest {
  if (captured.kind === 'request') return captured;
  const json = captured.kind === 'data' ? captured.data : captured.json;
  const value = objectIn(json);
  const bare = { method: undefined, headers: [] };
  if (value === undefined) return { ...bare, body: json };
  // Back from what the event source made of it. Source: argo-events pkg/eventsources/sources (slack, stripe,
  // storagegrid: start.go), pkg/eventsources/events/event-data.go.
  const inside = (member: JsonValue | undefined) => (isObject(member) ? member : undefined);
  if (type === 'slack') return { ...bare, ...slackRequest(value, json) };
  const event = inside(value['event']);
  if (type === 'stripe' && event?.['data'] !== undefined) {
    return { ...bare, body: JSON.stringify({ object: 'event', ...event }) };
  }
  const notification = inside(value['notification']);
  if (type === 'storageGrid' && notification !== undefined) {
    return { ...bare, body: JSON.stringify(notification) };
  }
  const headers = inside(value['headers']) ?? inside(value['header']);
  if (headers === undefined || value['body'] === undefined) return { ...bare, body: json };
  return { ...bare, headers: headersOf(headers), body: JSON.stringify(value['body']) };
}

function slackRequest(value: JsonObject, json: string): { readonly body: string } {
  const { Data: data } = value;
  if (isObject(data)) return { body: JSON.stringify({ token: '', type: 'event_callback', event: data }) };
  const isInteraction =
    value['payload'] === undefined && (isArray(value['actions']) || isObject(value['view']));
  return { body: isInteraction ? JSON.stringify({ payload: value }) : json };
}

/** Slack's verification token is a secret that stands in the body; the event source's own takes its place. */
function withoutToken(type: string, body: string): string {
  if (type !== 'slack') return body;
  return body
    .replace(/"token":\s*"[^"]*"/, '"token":""')
    .replace(/(^|&)token=[^&]*/, '$1token=')
    .replace(/(%22token%22(?:%3A|:)(?:\+|%20)*%22)[^%]*/i, '$1');
}

/** The body as an event file holds it: JSON, or the fields of a form as JSON. */
function fileBody(engine: Engine, body: string, headers: Headers): string | undefined {
  if (body === '') return undefined;
  const [json] = engine.ask([{ op: 'compactJson', json: body }]);
  if (json.ok) return json.value;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!/^application\/x-www-form-urlencoded/i.test(type)) return JSON.stringify(body);
  // A form holds its fields as a request does its headers.
  return JSON.stringify(headersObject([...new URLSearchParams(body)]));
}

function messageEvent(captured: Captured, type: string, samples: readonly Sample[]): CapturedEvent {
  if (captured.kind === 'request') {
    throw new UserError(
      'usage',
      `an event source of type ${type} gets no HTTP requests, and the event is one`,
      'give the message itself, or choose a type that takes requests',
    );
  }
  const json = captured.kind === 'data' ? captured.data : captured.json;
  const fields = sourceType(type)?.fields ?? [];
  const value = objectIn(json);
  const isData =
    value !== undefined &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => fields.includes(key) || key === 'metadata');
  const payload = isData ? json : wrapped(type, json, value, fields);
  const sample = mostAlike(samples, [], objectIn(payload));
  return { sample, file: { kind: 'payload', data: payload } };
}

/** The data around a message. */
function wrapped(
  type: string,
  json: string,
  value: JsonObject | undefined,
  fields: readonly string[],
): string {
  const records = value?.['Records'];
  if (type === 'minio' && isArray(records)) return JSON.stringify({ notification: records });
  if (type === 'redisStream' && value !== undefined) return `{"values":${json}}`;
  if (fields.includes('body')) return `{"body":${json}}`;
  throw new UserError(
    'usage',
    `that is no event of type ${type}: its data has ${fields.join(', ')}`,
    `argoflow events show ${type} --as arrived`,
  );
}

/** The type of event source that such an event is for; undefined where nothing tells. */
export function typeOfCaptured(captured: Captured): string | undefined {
  if (captured.kind === 'data' && captured.type !== undefined) return captured.type;
  const headers = captured.kind === 'request' ? captured.headers : [];
  const byHeader = typeByHeader(headers);
  if (byHeader !== undefined) return byHeader;
  const json =
    captured.kind === 'request' ? captured.body : captured.kind === 'data' ? captured.data : captured.json;
  const value = objectIn(json);
  const byBody = value && typeByBody(value);
  if (captured.kind === 'request') return byBody !== undefined && isHttp(byBody) ? byBody : 'webhook';
  return byBody;
}

function isHttp(type: string): boolean {
  return sourceType(type)?.http === true;
}

function typeByHeader(headers: Headers): string | undefined {
  const value = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1];
  // Gitea sends GitHub's headers as well.
  if (value('x-gitea-event') !== undefined) return 'webhook';
  if (value('x-github-event') !== undefined) return 'github';
  if (value('x-gitlab-event') !== undefined) return 'gitlab';
  const key = value('x-event-key');
  if (key !== undefined) {
    return /^(?:pr:|repo:refs_changed|diagnostics:|mirror:)/.test(key) ? 'bitbucketserver' : 'bitbucket';
  }
  if (value('x-slack-signature') !== undefined) return 'slack';
  if (value('stripe-signature') !== undefined) return 'stripe';
  if (value('x-amz-sns-message-type') !== undefined) return 'sns';
  return undefined;
}

/** What only the events of one type look like. */
function typeByBody(value: JsonObject): string | undefined {
  const has = (...path: readonly string[]) => {
    let found: JsonValue | undefined = value;
    for (const key of path) found = isObject(found) ? found[key] : undefined;
    return found !== undefined;
  };
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : '');
  if (has('X-GitHub-Event') || (has('repository', 'full_name') && has('sender', 'login'))) return 'github';
  if (has('object_kind') && (has('project') || has('object_attributes'))) return 'gitlab';
  if (has('eventKey') && has('actor')) return 'bitbucketserver';
  if (has('repository', 'full_name') && (has('push', 'changes') || has('pullrequest'))) return 'bitbucket';
  if (has('eventCreatedOn') && (has('change') || has('refUpdate'))) return 'gerrit';
  if (text('object') === 'event' && has('data', 'object')) return 'stripe';
  if (text('Type') === 'Notification' && has('TopicArn')) return 'sns';
  if (text('type') === 'event_callback' && has('event')) return 'slack';
  if (has('command') && has('response_url')) return 'slack';
  if (has('apiVersion') && has('kind') && has('metadata')) return 'resource';
  const records = value['Records'];
  const first = isArray(records) && isObject(records[0]) ? records[0] : undefined;
  if (first !== undefined && isObject(first['s3'])) {
    return first['eventSource'] === 'minio:s3' ? 'minio' : 'sqs';
  }
  return typeByFields(Object.keys(value));
}

/** The types whose data has fields that no other has. */
function typeByFields(keys: readonly string[]): string | undefined {
  const telling: Readonly<Record<string, string>> = {
    eventTime: 'calendar',
    messageAttributes: 'sqs',
    publishTime: 'pubSub',
    routingKey: 'amqp',
    partition: 'kafka',
    message_id: 'redisStream',
    nsqdAddress: 'nsq',
    insertionTime: 'azureQueueStorage',
    partitionKey: 'azureEventsHub',
    applicationProperties: 'azureServiceBus',
    oldBody: 'resource',
  };
  for (const key of keys) {
    const type = Object.hasOwn(telling, key) ? telling[key] : undefined;
    const fields = sourceType(type ?? '')?.fields ?? [];
    if (keys.every((one) => fields.includes(one) || one === 'metadata')) return type;
  }
  return undefined;
}

/** The sample with the most in common: the same headers and keys, and the same words in them. */
function mostAlike(
  samples: readonly Sample[],
  headers: Headers,
  value: JsonObject | undefined,
): Sample | undefined {
  let best: Sample | undefined;
  let most = 0;
  for (const sample of samples) {
    const alike = likeness(sample, headers, value);
    if (alike <= most) continue;
    best = sample;
    most = alike;
  }
  return best;
}

function likeness({ content }: Sample, headers: Headers, value: JsonObject | undefined): number {
  const body = content.kind === 'request' ? content.body : content.fields;
  const own = leaves(body);
  const theirs = leaves(value ?? {});
  let same = 0;
  let equal = 0;
  let words = 0;
  for (const [path, leaf] of own) {
    if (!theirs.has(path)) continue;
    same += 1;
    if (theirs.get(path) !== leaf) continue;
    equal += 1;
    if (!path.includes('.') && typeof leaf === 'string') words += 1;
  }
  const all = own.size + theirs.size - same;
  const top = new Set([...Object.keys(body), ...Object.keys(value ?? {})]);
  const shared = Object.keys(body).filter((key) => Object.hasOwn(value ?? {}, key)).length;
  // What it says of itself at the top counts most: what it is about, its action, its type.
  let score = (4 * shared) / Math.max(1, top.size) + words / 2;
  if (all > 0) score += (same + equal) / all;
  if (content.kind !== 'request') return score;
  for (const [name, text] of content.headers) {
    const isSame = headers.some(
      ([other, known]) => other.toLowerCase() === name.toLowerCase() && known === text,
    );
    if (isSame) score += 1;
  }
  return score;
}

/** The values of an object, four levels down and of lists the first item, by their path. */
function leaves(value: JsonObject): ReadonlyMap<string, JsonValue> {
  const found = new Map<string, JsonValue>();
  const visit = (member: JsonValue, path: string, depth: number): void => {
    if (isArray(member) && depth < 4) {
      found.set(path, member.length);
      if (member[0] !== undefined) visit(member[0], `${path}.0`, depth + 1);
    } else if (isObject(member) && depth < 4) {
      for (const [key, inner] of Object.entries(member))
        visit(inner, path === '' ? key : `${path}.${key}`, depth + 1);
    } else found.set(path, typeof member === 'object' ? null : member);
  };
  visit(value, '', 0);
  return found;
}
