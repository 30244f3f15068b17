import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { SOURCE_TYPES } from '../simulate/sources/source-type.ts';
import { isJson, members } from './json-text.ts';
import { type Headers, parseHeader } from './request.ts';

/** An event as somebody has kept it. JSON in it is still text. */
export type Captured =
  /** What came over the wire. */
  | {
      readonly kind: 'request';
      readonly method: string | undefined;
      readonly headers: Headers;
      readonly body: string;
    }
  /** What an event source made of it; `type` is undefined where nothing tells. */
  | { readonly kind: 'data'; readonly type: string | undefined; readonly data: string }
  /** A body, a message or an event's data: which, only the type of the event source can tell. */
  | { readonly kind: 'json'; readonly json: string };

const SHAPES =
  'it can be the JSON of a body or of a whole event, JSON lines with one event each, or an HTTP request with its headers';

/**
 * Reads what somebody has kept of one or more events: a body, an event file, an event of the bus or of a sensor,
 * lines of those, or a request with its headers as curl, a proxy or GitHub's page of deliveries shows it.
 * Throws a UserError (usage) for a text that is none of these; `name` is what it is called.
 */
export function readCaptured(engine: Engine, text: string, name: string): readonly Captured[] {
  const trimmed = text.trim();
  if (trimmed === '') throw new UserError('usage', `${name} is empty`, SHAPES);
  if (isJson(engine, trimmed)) return [ofJson(engine, trimmed)];
  const request = ofHttp(text);
  if (request !== undefined) return [request];
  const lines = trimmed.split(/\r?\n/).filter((line) => line.trim() !== '');
  const broken = lines.findIndex((line) => !isJson(engine, line));
  if (broken < 0) return lines.map((line) => ofJson(engine, line));
  // Where one line is JSON, so were the others meant to be.
  if (lines.some((line) => line.startsWith('{') && isJson(engine, line))) {
    throw new UserError('usage', `line ${broken + 1} of ${name} is not JSON`, SHAPES);
  }
  throw new UserError('usage', `${name} is neither JSON nor an HTTP request`, SHAPES);
}

function ofJson(engine: Engine, json: string): Captured {
  if (!json.startsWith('{')) return { kind: 'json', json };
  const m = members(engine, json, [
    'specversion',
    'source',
    'subject',
    'type',
    'data',
    'data_base64',
    'context',
  ]);
  const type = typeOfConstant(m.type.string);
  // A CloudEvent of another origin is a body like any other.
  if (m.specversion.exists && m.subject.exists && type !== undefined) {
    const data = m.data_base64.exists ? decode(m.data_base64.string) : m.data.raw;
    if (data !== '' && isJson(engine, data)) return { kind: 'data', type, data };
  }
  // Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (Event).
  if (m.context.type === 'JSON' && m.data.type === 'String') {
    const context = members(engine, m.context.raw, ['type']);
    const data = decode(m.data.string);
    if (isJson(engine, data)) return { kind: 'data', type: typeOfConstant(context.type.string), data };
  }
  return ofEventFile(engine, json);
}

function ofEventFile(engine: Engine, json: string): Captured {
  const m = members(engine, json, ['payload', 'method', 'headers', 'header', 'body']);
  const keys = Object.keys(JSON.parse(json) as object);
  if (keys.length === 1 && m.payload.type === 'JSON' && m.payload.raw.startsWith('{')) {
    return { kind: 'data', type: undefined, data: m.payload.raw };
  }
  const known = ['method', 'path', 'headers', 'header', 'body', 'metadata'];
  const listed = [m.headers, m.header].find(({ type, raw }) => type === 'JSON' && raw.startsWith('{'));
  if (!m.body.exists || listed === undefined || !keys.every((key) => known.includes(key))) {
    return { kind: 'json', json };
  }
  const headers = headersOf(JSON.parse(listed.raw) as JsonObject);
  // The headers of Kafka are texts beside a topic, and of NATS beside a subject: those have other keys as well.
  return {
    kind: 'request',
    method: m.method.type === 'String' ? m.method.string : undefined,
    headers,
    body: m.body.type === 'String' ? m.body.string : m.body.raw,
  };
}

/** The headers of an object, in which one of several values has a list. */
export function headersOf(headers: JsonObject): Headers {
  return Object.entries(headers).flatMap(([name, value]) =>
    (isArray(value) ? value : [value]).map((item) => [name, String(item)] as const),
  );
}

/** The object that {@link headersOf} reads. */
export function headersObject(headers: Headers): Readonly<Record<string, string | readonly string[]>> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all] as const),
  );
}

/** The key of the type whose events have that `type`. */
function typeOfConstant(constant: string): string | undefined {
  return SOURCE_TYPES.find((type) => type.constant === constant)?.key;
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}

const REQUEST_LINE = /^([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?$/;

/** Undefined for a text that does not begin like a request. */
function ofHttp(text: string): Captured | undefined {
  const lines = text.replace(/^\s*\n/, '').split(/\r?\n/);
  const sent = asSent(lines);
  let method = REQUEST_LINE.exec(sent[0] ?? '')?.[1];
  const headers: (readonly [string, string])[] = [];
  let at = method === undefined ? 0 : 1;
  for (; at < sent.length && sent[at]?.trim() !== ''; at++) {
    const line = sent[at] ?? '';
    // As GitHub's page of deliveries shows them, above the headers.
    const told = /^Request (URL|method): *(.*)$/i.exec(line);
    if (told !== null) {
      if (told[1]?.toLowerCase() === 'method') method = told[2];
      continue;
    }
    // A body that follows without an empty line, as it comes out of a clipboard.
    if (/^[[{]/.test(line) && headers.length > 0) break;
    if (!/^[!#$%&'*+.^_`|~\w-]+:/.test(line)) return undefined;
    headers.push(parseHeader(line));
  }
  if (headers.length === 0) return undefined;
  return { kind: 'request', method, headers, body: sent.slice(at).join('\n').trim() };
}

/** What `curl -v` marks as sent, without the marks; what it received and said itself is no part of it. */
function asSent(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => /^> [A-Z]+ \S+ HTTP\//.test(line))) return lines;
  const start = lines.findIndex((line) => line.startsWith('> '));
  return lines
    .slice(start)
    .filter((line) => !/^(?:[*<]|[{}] \[)/.test(line))
    .map((line) => line.replace(/^> ?/, ''));
}

/** Does a header of that name prove who sent the request, or let somebody in? Such are never kept. */
export function isProof(name: string): boolean {
  return /^(?:(?:proxy-)?authorization|cookie|x-hub-signature(?:-256)?|x-slack-(?:signature|request-timestamp)|stripe-signature|x-pagerduty-signature|x-gitea-signature)$|token|secret|api-?key|password/i.test(
    name,
  );
}

/** What every client sends by itself. */
export function isTransport(name: string): boolean {
  return /^(?:host|connection|content-length|accept|accept-encoding|transfer-encoding|via|forwarded|x-(?:forwarded|real|envoy|request-start|amzn|b3).*|traceparent|tracestate)$/i.test(
    name,
  );
}

/** The value as an object; undefined for any other JSON. */
export function objectIn(json: string): JsonObject | undefined {
  try {
    const value = JSON.parse(json) as JsonValue;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
