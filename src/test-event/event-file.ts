import type { Engine, GjsonResult } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import type { Sample } from '../payloads/sample.ts';
import { compact, members } from './json-text.ts';
import type { Headers } from './request.ts';

/** What a file such as `event.json` says is to be fired. JSON in it is still text. */
export type EventFile =
  | {
      readonly kind: 'http';
      readonly method: string | undefined;
      /** Path with query; undefined: the endpoint of the event. */
      readonly path: string | undefined;
      readonly headers: Headers;
      /** JSON text; undefined when the file has none. */
      readonly body: string | undefined;
    }
  /** The data of an event as its type builds it. */
  | { readonly kind: 'payload'; readonly data: string }
  | { readonly kind: 'event'; readonly event: CloudEvent }
  /** One of the library. */
  | { readonly kind: 'sample'; readonly sample: Sample };

/** The attributes of a CloudEvent that a sensor sees; undefined where the file leaves them out. */
export interface CloudEvent {
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly source: string;
  readonly subject: string;
  readonly dataContentType: string | undefined;
  readonly time: string | undefined;
  readonly data: string | null;
}

const SHAPES =
  'it holds { "method", "path", "headers", "body" } for an HTTP event source, { "payload": {…} } for another, ' +
  'or a CloudEvent with "specversion"';

/** Reads an event file; `name` is for messages. Throws a UserError (usage) on a file that is none. */
export function parseEventFile(engine: Engine, text: string, name: string): EventFile {
  const json = compact(engine, text, `the event file "${name}"`);
  if (!json.startsWith('{'))
    throw new UserError('usage', `the event file "${name}" is no JSON object`, SHAPES);
  const { specversion } = members(engine, json, ['specversion']);
  if (specversion.exists) return { kind: 'event', event: cloudEvent(engine, json, name) };

  const { payload, method, path, headers, body } = members(engine, json, [
    'payload',
    'method',
    'path',
    'headers',
    'body',
  ]);
  if (payload.exists) {
    if (!isObject(payload)) throw wrong(name, 'payload', payload, 'an object');
    return { kind: 'payload', data: payload.raw };
  }
  if (![method, path, headers, body].some(({ exists }) => exists)) {
    throw new UserError('usage', `the event file "${name}" holds no event`, SHAPES);
  }
  return {
    kind: 'http',
    method: textOf(method, name, 'method'),
    path: textOf(path, name, 'path'),
    headers: headerList(headers, name),
    body: body.exists ? body.raw : undefined,
  };
}

/** Source: CloudEvents 1.0.2 JSON format; argo-events pkg/sensors/listener.go (convertEvent). */
function cloudEvent(engine: Engine, json: string, file: string): CloudEvent {
  const m = members(engine, json, [
    'id',
    'type',
    'source',
    'subject',
    'datacontenttype',
    'time',
    'data',
    'data_base64',
  ]);
  const source = textOf(m.source, file, 'source');
  const subject = textOf(m.subject, file, 'subject');
  if (source === undefined || subject === undefined) {
    throw new UserError(
      'usage',
      `the CloudEvent in "${file}" has no "${source === undefined ? 'source' : 'subject'}"`,
      '"source" is the name of the event source, "subject" the name of the event',
    );
  }
  const base64 = textOf(m.data_base64, file, 'data_base64');
  return {
    id: textOf(m.id, file, 'id'),
    type: textOf(m.type, file, 'type'),
    source,
    subject,
    dataContentType: textOf(m.datacontenttype, file, 'datacontenttype'),
    time: textOf(m.time, file, 'time'),
    data: base64 !== undefined ? Buffer.from(base64, 'base64').toString() : m.data.exists ? m.data.raw : null,
  };
}

function headerList(headers: GjsonResult, file: string): Headers {
  if (!headers.exists || headers.type === 'Null') return [];
  if (!isObject(headers)) throw wrong(file, 'headers', headers, 'an object');
  const list: [string, string][] = [];
  // The engine has answered that it is JSON, and header values have no digits to lose.
  for (const [name, value] of Object.entries(JSON.parse(headers.raw) as Record<string, unknown>)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'object') {
        throw new UserError(
          'usage',
          `the header "${name}" in "${file}" is neither a text nor a list of texts`,
        );
      }
      list.push([name, String(item)]);
    }
  }
  return list;
}

function textOf(member: GjsonResult, file: string, name: string): string | undefined {
  if (!member.exists || member.type === 'Null') return undefined;
  if (member.type !== 'String') throw wrong(file, name, member, 'a text');
  return member.string;
}

function wrong(file: string, name: string, { raw }: GjsonResult, wanted: string): UserError {
  const shown = raw.length > 40 ? `${raw.slice(0, 40)}…` : raw;
  return new UserError('usage', `"${name}" in the event file "${file}" is ${shown} and has to be ${wanted}`);
}

function isObject({ type, raw }: GjsonResult): boolean {
  return type === 'JSON' && raw.startsWith('{');
}
