import type { Engine } from '../../engine/engine.ts';
import { encodeGo, isObject } from '../../json.ts';
import type { HttpResponse } from '../trace.ts';
import { parseQuery } from './go-url.ts';
import { accepted, type Call, type Handled, refused, textResponse, tooLarge } from './handler.ts';
import { multiMapJson } from './header.ts';
import { compacted, rawObject } from './raw-json.ts';

const FORM = 'application/x-www-form-urlencoded';

/**
 * The handler of the type `webhook`.
 * Source: argo-events pkg/eventsources/sources/webhook/start.go (HandleRoute, GetBody).
 */
export function webhook(engine: Engine, call: Call): Handled {
  const { request, header, event } = call;
  const method = typeof event.spec['method'] === 'string' ? event.spec['method'] : '';
  if (method !== request.method) {
    return {
      ...refused(textResponse(400, 'http method does not match'), `the method is ${request.method}`),
      problem: {
        summary: `the request's method is ${request.method}, the event's is ${method === '' ? 'not set' : `"${method}"`}`,
        decision: {
          subject: 'method',
          value: JSON.stringify(request.method),
          expected: method === '' ? 'no method: nothing equals an unset method' : `= "${method}"`,
          wouldPass:
            method === ''
              ? `set "method: ${request.method}" on the event: without it every request is refused`
              : `a ${method} request would have passed`,
          at: call.eventSource.resource.at([...event.path, ...('method' in event.spec ? ['method'] : [])]),
        },
      },
    };
  }
  const body = bodyOf(call);
  if (!body.ok) return refused(body.response, body.summary);
  const raw = compacted(engine, body.text);
  if (!raw.ok) {
    const message = `json: error calling MarshalJSON for type *json.RawMessage: ${raw.error}`;
    return refused(textResponse(400, message), `the body is not JSON: ${raw.error}`);
  }
  const members: [string, string][] = [
    ['header', multiMapJson(header)],
    ['body', raw.value],
  ];
  const metadata = event.spec['metadata'];
  if (isObject(metadata) && Object.keys(metadata).length > 0) members.push(['metadata', encodeGo(metadata)]);
  return accepted(rawObject(members));
}

type Body =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly response: HttpResponse; readonly summary: string };

function bodyOf(call: Call): Body {
  const { request, header, query } = call;
  if (request.method === 'GET') return { ok: true, text: multiMapJson(parseQuery(query).values) };
  if (request.method !== 'POST') {
    const message = `unsupoorted method: ${request.method}`;
    return { ok: false, response: textResponse(400, message), summary: message };
  }
  if (header.get('Content-Type')?.[0] === FORM) {
    const form = parseQuery(request.body);
    const error = form.error ?? parseQuery(query).error;
    // The first write of an answer decides its status; the handler then writes the same text again.
    if (error !== undefined)
      return {
        ok: false,
        response: textResponse(500, error, error),
        summary: `the form is faulty: ${error}`,
      };
    return { ok: true, text: multiMapJson(form.values) };
  }
  if (tooLarge(call)) {
    const message = 'failed to parse request body, http: request body too large';
    return {
      ok: false,
      response: textResponse(400, message, message),
      summary: `the body has ${Buffer.byteLength(request.body)} bytes, the limit is ${call.limit}`,
    };
  }
  return { ok: true, text: request.body };
}
