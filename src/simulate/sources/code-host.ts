import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Answer, Engine } from '../../engine/engine.ts';
import { encodeGo, isArray, isObject, type JsonObject, type JsonValue, textOf } from '../../json.ts';
import { decode, encode, FLAG, INT, inline, list, struct, text, written } from '../go-struct.ts';
import { parsed } from '../object-json.ts';
import { type SecretValue, secretValue, uncheckedNote } from '../secret.ts';
import { quote } from '../strconv.ts';
import type { Decision } from '../trace.ts';
import { parseQuery } from './go-url.ts';
import { accepted, type Call, type Handled, refused, textResponse, tooLarge } from './handler.ts';
import { headerValue, multiMapJson } from './header.ts';
import { compacted, rawObject } from './raw-json.ts';

const TOO_LARGE = 'http: request body too large';

/**
 * Source: argo-events pkg/eventsources/sources/github/start.go (HandleRoute, parseValidateRequest);
 * go-github v50.2.0 github/messages.go (ValidatePayload).
 */
export function github(engine: Engine, call: Call): Handled {
  const { header, request, event } = call;
  const type = mediaType(headerValue(header, 'Content-Type'));
  if (!type.ok) return bad(type.error);
  if (type.value !== 'application/json' && type.value !== 'application/x-www-form-urlencoded') {
    return bad(`webhook request has unsupported Content-Type ${quote(type.value)}`);
  }
  if (tooLarge(call)) return bad(TOO_LARGE);
  let payload = request.body;
  if (type.value !== 'application/json') {
    const form = parseQuery(request.body);
    if (form.error !== undefined) return bad(form.error);
    payload = form.values.get('payload')?.[0] ?? '';
  }
  const notes: string[] = [];
  const secret = secretOf(call, 'webhookSecret');
  if (secret?.kind === 'absent') notes.push(uncheckedNote('the signature', secret));
  if (secret?.kind === 'given' && secret.value !== '') {
    const signature = headerValue(header, 'X-Hub-Signature-256') || headerValue(header, 'X-Hub-Signature');
    const problem = signatureProblem(signature, request.body, secret.value);
    if (problem !== undefined) return unsigned(call, problem, signature);
  }
  const [json] = engine.ask([{ op: 'canonicalJson', json: payload }]);
  if (!json.ok) return bad(json.error);
  const value = parsed(json.value);
  if (!isObject(value)) {
    return bad(`json: cannot unmarshal ${goKind(value)} into Go value of type map[string]interface {}`);
  }
  const names = { 'X-GitHub-Event': '', 'X-GitHub-Delivery': '' };
  for (const name of Object.keys(names)) Object.assign(names, { [name]: headerValue(header, name) });
  // The map is encoded once more with the two headers in it: sorted keys, numbers through float64.
  const body = encodeGo({ ...value, ...names });
  return accepted(envelope('headers', multiMapJson(header), body, event.spec), notes);
}

/** What was asked for names the key of the Secret, and never shows it. */
function unsigned({ eventSource, event }: Call, problem: string, signature: string): Handled {
  const { name, key } = referenceOf(event.spec['webhookSecret']);
  const decision: Decision = {
    subject: 'the header X-Hub-Signature-256',
    ...(signature !== '' && { value: JSON.stringify(signature) }),
    expected: `"sha256=" and the HMAC-SHA256 of the body with the key "${key}" of the secret "${name}"`,
    wouldPass: `a request that is signed with the key "${key}" of the secret "${name}" would pass, as GitHub sends it when its webhook has the same secret`,
    at: eventSource.resource.at([...event.path, 'webhookSecret']),
  };
  return { ...bad(problem), problem: { summary: problem, decision } };
}

function referenceOf(selector: JsonValue | undefined): { readonly name: string; readonly key: string } {
  const fields = isObject(selector) ? selector : {};
  return { name: textOf(fields['name']), key: textOf(fields['key']) };
}

function bad(error: string, notes: readonly string[] = []): Handled {
  return refused(textResponse(400, error), error, { notes });
}

function mediaType(value: string): Answer<string> {
  const [type = ''] = value.split(';', 1);
  const trimmed = type.trim().toLowerCase();
  if (trimmed === '') return { ok: false, kind: 'error', error: 'mime: no media type' };
  if (/^[!#$%&'*+\-.^_`|~\w]+(?:\/[!#$%&'*+\-.^_`|~\w]+)?$/.test(trimmed))
    return { ok: true, value: trimmed };
  return { ok: false, kind: 'error', error: 'mime: expected token after slash' };
}

/** Any of the three hashes is good under either header's name. Source: go-github messages.go (messageMAC). */
function signatureProblem(signature: string, body: string, secret: string): string | undefined {
  if (signature === '') return 'missing signature';
  const cut = signature.indexOf('=');
  if (cut < 0) return `error parsing signature ${quote(signature)}`;
  const algorithm = signature.slice(0, cut);
  if (!['sha1', 'sha256', 'sha512'].includes(algorithm))
    return `unknown hash type prefix: ${quote(algorithm)}`;
  const hex = signature.slice(cut + 1);
  const odd = hexProblem(hex);
  if (odd !== undefined) return `error decoding signature ${quote(signature)}: ${odd}`;
  const computed = createHmac(algorithm, secret).update(body).digest();
  return equal(computed, Buffer.from(hex, 'hex')) ? undefined : 'payload signature check failed';
}

/** Source: go1.26 src/encoding/hex/hex.go (DecodeString). */
export function hexProblem(hex: string): string | undefined {
  const wrong = /[^\da-fA-F]/u.exec(hex)?.[0];
  if (wrong !== undefined) {
    const code = (wrong.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `encoding/hex: invalid byte: U+${code} '${wrong}'`;
  }
  return hex.length % 2 === 0 ? undefined : 'encoding/hex: odd length hex string';
}

export function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * The token is read only where the source also registers its hook: with an access token and a URL.
 * Source: argo-events pkg/eventsources/sources/gitlab/start.go (HandleRoute, StartListening).
 */
export function gitlab(engine: Engine, call: Call): Handled {
  const { header, event } = call;
  const notes: string[] = [];
  const secret = secretOf(call, 'secretToken');
  const registers = isObject(event.spec['accessToken']) && urlOf(event.spec) !== '';
  let shown = header;
  if (secret !== undefined && !registers) {
    notes.push('"secretToken" is never checked: that needs "accessToken" and "webhook.url" as well');
  } else if (secret?.kind === 'absent') {
    notes.push(uncheckedNote('the token', secret));
  } else if (secret?.kind === 'given' && secret.value !== '') {
    if (headerValue(header, 'X-Gitlab-Token') !== secret.value) return bad('token mismatch');
    shown = new Map([...header, ['X-Gitlab-Token', ['***']]]);
    notes.push('the real event carries the secret token in its headers; it is masked here');
  }
  if (tooLarge(call)) return bad(TOO_LARGE);
  return rawBody(engine, call, shown, notes);
}

/** Source: argo-events pkg/eventsources/sources/bitbucket/start.go, gerrit/start.go (HandleRoute). */
export function unverified(engine: Engine, call: Call): Handled {
  if (tooLarge(call)) return bad(TOO_LARGE);
  return rawBody(engine, call, call.header, []);
}

function rawBody(engine: Engine, call: Call, header: Call['header'], notes: readonly string[]): Handled {
  const body = compacted(engine, call.request.body);
  if (!body.ok) {
    return refused(textResponse(400, 'invalid event'), `the body is not JSON: ${body.error}`, { notes });
  }
  return accepted(envelope('headers', multiMapJson(header), body.value, call.event.spec), notes);
}

/** Source: argo-events pkg/eventsources/sources/bitbucketserver/start.go. */
export function bitbucketServer(engine: Engine, call: Call): Handled {
  const { header, request, event } = call;
  const invalid = 'failed to validate bitbucketserver webhook request:';
  if (tooLarge(call)) return bad(`${invalid} failed to parse request body: ${TOO_LARGE}`);
  const notes: string[] = [];
  const secret = secretOf(call, 'webhookSecret');
  if (secret !== undefined && !registersHooks(event.spec)) {
    notes.push(
      '"webhookSecret" is never checked: that needs "accessToken", "webhook.url" and repositories or projects as well',
    );
  } else if (secret?.kind === 'absent') {
    notes.push(uncheckedNote('the signature', secret));
  } else if (secret?.kind === 'given' && secret.value !== '') {
    const signature = headerValue(header, 'X-Hub-Signature');
    if (signature === '') return bad(`${invalid} missing signature header`);
    if (signature.length < 7) {
      return {
        payloads: [],
        notes,
        respond: () => undefined,
        problem: {
          summary: 'the handler panics on a signature of less than 7 characters; the connection is closed',
        },
      };
    }
    const computed = createHmac('sha256', secret.value).update(request.body).digest('hex');
    if (!equal(Buffer.from(signature.slice(7)), Buffer.from(computed))) {
      return bad(`${invalid} hmac verification failed`);
    }
  }
  const bodies = changesOf(engine, call, notes);
  if (!bodies.ok) return bad(bodies.error, notes);
  const payloads: string[] = [];
  for (const body of bodies.value) {
    const raw = compacted(engine, body);
    if (!raw.ok)
      return refused(textResponse(400, 'invalid event'), `the body is not JSON: ${raw.error}`, { notes });
    payloads.push(envelope('headers', multiMapJson(header), raw.value, event.spec));
  }
  return {
    payloads,
    notes,
    // Every dispatch writes its own text, and the handler writes "success" once more; the first decides the status.
    respond: (published) =>
      textResponse(
        published[0] === false ? 500 : 200,
        ...published.map((ok) => (ok ? 'success' : 'failed to record event')),
        'success',
      ),
  };
}

function changesOf(
  engine: Engine,
  call: Call,
  notes: string[],
): { ok: true; value: string[] } | { ok: false; error: string } {
  const { header, request, event } = call;
  if (headerValue(header, 'X-Event-Key') !== 'repo:refs_changed') return { ok: true, value: [request.body] };
  const [json] = engine.ask([{ op: 'compactJson', json: request.body }]);
  if (!json.ok) return { ok: false, error: `decoding repo:refs_changed webhook: ${json.error}` };
  const decoded = decode(parsed(json.value), REFS_CHANGED);
  if (!decoded.ok) return { ok: false, error: `decoding repo:refs_changed webhook: ${decoded.error}` };
  if (event.spec['skipBranchRefsChangedOnOpenPR'] === true) {
    notes.push(
      'the source asks the server which changes have an open pull request; here none is taken to have one',
    );
  }
  if (event.spec['oneEventPerChange'] !== true) return { ok: true, value: [request.body] };
  const { changes } = decoded.value;
  const each = (isArray(changes) ? changes : []).map((change) =>
    encode({ ...decoded.value, changes: [change] }, REFS_CHANGED),
  );
  return { ok: true, value: each };
}

const SELF = list(struct('', { href: written(text()) }), '[]struct');
const CLONE = list(struct('', { href: written(text()), name: written(text()) }), '[]struct');

const REFS_CHANGED = struct(
  'refsChangedWebhookEvent',
  {
    eventKey: written(text()),
    date: written(text()),
    actor: inline(
      struct('', {
        name: written(text()),
        emailAddress: written(text()),
        id: written(INT),
        displayName: written(text()),
        active: written(FLAG),
        slug: written(text()),
        type: written(text()),
        links: inline(struct('', { self: written(SELF) })),
      }),
    ),
    repository: inline(
      struct('', {
        slug: written(text()),
        id: written(INT),
        name: written(text()),
        hierarchyId: written(text()),
        scmId: written(text()),
        state: written(text()),
        statusMessage: written(text()),
        forkable: written(FLAG),
        project: inline(
          struct('', {
            key: written(text()),
            id: written(INT),
            name: written(text()),
            public: written(FLAG),
            type: written(text()),
            links: inline(struct('', { self: written(SELF) })),
          }),
        ),
        public: written(FLAG),
        links: inline(struct('', { clone: written(CLONE), self: written(SELF) })),
      }),
    ),
    changes: written(
      list(
        struct('refsChangedWebHookEventChange', {
          ref: inline(struct('', { id: written(text()), displayId: written(text()), type: written(text()) })),
          refId: written(text()),
          fromHash: written(text()),
          toHash: written(text()),
          type: written(text()),
        }),
        '[]bitbucketserver.refsChangedWebHookEventChange',
      ),
    ),
  },
  'bitbucketserver',
);

/** The data of the code hosts: headers, body, and `metadata` when there is some. */
export function envelope(headerKey: string, headers: string, body: string, spec: JsonObject): string {
  const members: [string, string][] = [
    [headerKey, headers],
    ['body', body],
  ];
  const metadata = spec['metadata'];
  if (isObject(metadata) && Object.keys(metadata).length > 0) members.push(['metadata', encodeGo(metadata)]);
  return rawObject(members);
}

function secretOf({ model, eventSource, event }: Call, key: string): SecretValue | undefined {
  return secretValue(model, model.namespaceOf(eventSource.resource), event.spec[key]);
}

function urlOf(spec: JsonObject): string {
  const webhook = isObject(spec['webhook']) ? spec['webhook'] : {};
  return typeof webhook['url'] === 'string' ? webhook['url'] : '';
}

/** Source: argo-events pkg/apis/events/v1alpha1/eventsource_types.go (ShouldCreateWebhooks). */
function registersHooks(spec: JsonObject): boolean {
  const some = (key: string) => isArray(spec[key]) && spec[key].length > 0;
  const single = typeof spec['projectKey'] === 'string' && typeof spec['repositorySlug'] === 'string';
  return (
    isObject(spec['accessToken']) &&
    urlOf(spec) !== '' &&
    (some('repositories') || some('projects') || single)
  );
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
