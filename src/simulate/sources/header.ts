import { encodeGo } from '../../json.ts';
import type { HttpRequest } from '../stimulus.ts';

/** The headers of a request as a Go handler sees them: canonical names, every value, no Host. */
export type Header = ReadonlyMap<string, readonly string[]>;

const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;

/**
 * `x-github-event` → `X-Github-Event`; a name with a character that no header may have stays as it is.
 * Source: go1.26 src/net/textproto/reader.go (CanonicalMIMEHeaderKey).
 */
export function canonicalName(name: string): string {
  if (!TOKEN.test(name)) return name;
  return name.toLowerCase().replace(/(^|-)([a-z])/g, (_, start: string, letter: string) => {
    return start + letter.toUpperCase();
  });
}

/** Host and Transfer-Encoding are no headers in Go. Source: go1.26 src/net/http/request.go (readRequest). */
export function headerOf(request: HttpRequest): Header {
  const header = new Map<string, string[]>();
  for (const [sent, value] of request.headers) {
    const name = canonicalName(sent);
    if (name === 'Host' || name === 'Transfer-Encoding') continue;
    const values = header.get(name);
    if (values === undefined) header.set(name, [value.trim()]);
    else values.push(value.trim());
  }
  return header;
}

/** The first value of a header, or '' (http.Header.Get). */
export function headerValue(header: Header, name: string): string {
  return header.get(canonicalName(name))?.[0] ?? '';
}

const MASK = '*** Masked Auth Secret ***';

/** Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer). */
export function masked(header: Header): Header {
  if (headerValue(header, 'Authorization') === '') return header;
  return new Map([...header, ['Authorization', [MASK]]]);
}

/** The JSON of http.Header and url.Values: sorted names, lists of texts. */
export function multiMapJson(values: ReadonlyMap<string, readonly string[]>): string {
  return encodeGo(Object.fromEntries(values));
}
