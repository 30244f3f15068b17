import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import type { HttpRequest } from '../simulate/stimulus.ts';
import { assign, compact, splitAssignment } from './json-text.ts';

/** In their order, as they are sent. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** What a person asks of a request; what is undefined is left to the event source's configuration. */
export interface RequestParts {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Headers;
  /** JSON text, or any text where the content type says that it is not JSON. */
  readonly body: string | undefined;
  /** What to call the body in messages. */
  readonly bodyName: string;
  /** Changes to the body, as `body.user.name=Ada`. */
  readonly assignments: readonly string[];
  /** The field of the form that the whole body goes into, as JSON text; absent: its members are the fields. */
  readonly formField?: string;
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The request as a client such as curl would send it. Throws a UserError (usage) on a body that is not what it says. */
export function buildRequest(engine: Engine, parts: RequestParts): HttpRequest {
  const { method, assignments, bodyName } = parts;
  checkMethod(method);
  const type = headerOf(parts.headers, 'Content-Type');
  const json = type === undefined || /[/+]json\b/i.test(type);
  const isForm = type?.split(';')[0]?.trim().toLowerCase() === FORM_TYPE;

  let body = parts.body;
  if (assignments.length > 0) body = assignBody(engine, body ?? '{}', bodyName, assignments);
  if (body !== undefined && (json || method === 'GET')) body = compact(engine, body, bodyName);

  if (method === 'GET' || method === 'HEAD') {
    // A webhook reads the query of a GET and no body.
    // Source: argo-events pkg/eventsources/sources/webhook/start.go (GetBody).
    const query = body === undefined ? '' : formText(body, 'the query');
    const joint = query === '' ? '' : parts.path.includes('?') ? '&' : '?';
    return { method, target: `${parts.path}${joint}${query}`, headers: parts.headers, body: '' };
  }
  if (isForm && body?.startsWith('{')) {
    const json = compact(engine, body, bodyName);
    body =
      parts.formField === undefined
        ? formText(json, 'the form')
        : new URLSearchParams({ [parts.formField]: json }).toString();
  }
  const text = body ?? '';
  return {
    method,
    target: parts.path,
    headers: [
      ...(type === undefined && text !== '' ? [['Content-Type', JSON_TYPE] as const] : []),
      ...parts.headers.filter(([name]) => name.toLowerCase() !== 'content-length'),
      ['Content-Length', String(Buffer.byteLength(text))],
    ],
    body: text,
  };
}

/** The headers with those of `more` in the place of the ones of the same name. */
export function mergeHeaders(headers: Headers, more: Headers): Headers {
  const names = new Set(more.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...more];
}

/** `Name: value`. Throws a UserError (usage) for text that is no header line. */
export function parseHeader(line: string): readonly [name: string, value: string] {
  const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*)$/s.exec(line);
  const [, name, value] = match ?? [];
  if (name === undefined || value === undefined || /[\r\n\0]/.test(value)) {
    throw new UserError('usage', `"${line}" is not a header`, 'for example "X-GitHub-Event: push"');
  }
  return [name, value.trimEnd()];
}

function assignBody(engine: Engine, body: string, bodyName: string, assignments: readonly string[]): string {
  for (const assignment of assignments) {
    const { path } = splitAssignment(assignment);
    if (path !== 'body' && !path.startsWith('body.')) {
      throw new UserError(
        'usage',
        `"${path}" cannot be set in an HTTP request, only "body" and what is below it`,
        'headers are given as "NAME: VALUE"',
      );
    }
  }
  const wrapped = `{"body":${compact(engine, body, bodyName)}}`;
  const changed = assign(engine, wrapped, assignments);
  return changed.slice('{"body":'.length, -1);
}

/**
 * A JSON object of texts, or of lists of texts, as a query or form; an object in it becomes its JSON text, as Slack and
 * StorageGRID send it. Throws a UserError (usage) for another.
 */
function formText(json: string, what: string): string {
  const value = JSON.parse(json) as unknown;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError('usage', `${what} is made of a JSON object, and this is ${json.slice(0, 40)}`);
  }
  const form = new URLSearchParams();
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'object' && member !== null && !Array.isArray(member)) {
      form.append(name, JSON.stringify(member));
      continue;
    }
    for (const item of Array.isArray(member) ? (member as unknown[]) : [member as unknown]) {
      if (typeof item === 'object') {
        throw new UserError(
          'usage',
          `${what} cannot hold "${name}": it is neither a text nor a list of texts`,
        );
      }
      form.append(name, String(item));
    }
  }
  return form.toString();
}

function checkMethod(method: string): void {
  if (/^[!#$%&'*+.^_`|~\w-]+$/.test(method)) return;
  throw new UserError('usage', `"${method}" is not an HTTP method`, 'for example POST');
}

function headerOf(headers: Headers, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** Headers as they may be printed: values that hold credentials are masked, several of one name are joined. */
export function printableHeaders(headers: Headers): Readonly<Record<string, string>> {
  const shown = new Map<string, string>();
  for (const [name, value] of headers) {
    const text = /authorization|cookie|token|secret|password|api-?key/i.test(name) ? '***' : value;
    const before = shown.get(name);
    shown.set(name, before === undefined ? text : `${before}, ${text}`);
  }
  return Object.fromEntries(shown);
}
