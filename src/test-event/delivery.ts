import { UserError } from '../errors.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Model } from '../model/model.ts';
import { type Sample, sampleId } from '../payloads/sample.ts';
import type { Event } from '../simulate/event.ts';
import { createSimulator } from '../simulate/simulator.ts';
import { type Proofs, prove, SIGNED_TYPES } from '../simulate/sources/signature.ts';
import { proofsFor, unsignedBecause } from '../simulate/sources/signing.ts';
import type { HttpRequest } from '../simulate/stimulus.ts';
import type { EventTrace, HttpResponse } from '../simulate/trace.ts';
import { assign } from './json-text.ts';
import { printableHeaders } from './request.ts';
import { sampleMessageText, sampleRequest } from './sample.ts';
import { withoutSecrets } from './secrets.ts';
import { buildStimulus, fits, type StimulusPorts } from './stimulus.ts';
import { chooseTargets, type Target, targetsOf } from './target.ts';

export interface DeliveryOptions {
  readonly sample: Sample;
  /** `body.ref=refs/heads/main`, applied in order. */
  readonly assignments: readonly string[];
  /** The secret of the provider's signature, where a person gives it. */
  readonly secret?: string;
  /** The event source is none of a person's own: the Secrets that it names are nobody's. */
  readonly standIn: boolean;
}

/** A sample on its way: what the provider sends, and what a sensor gets of it. */
export interface Delivery {
  readonly sample: Sample;
  readonly sent: Sent;
  readonly arrival: Arrival;
}

export type Sent =
  | {
      readonly kind: 'request';
      /** As an event file says it: the body in JSON; of the proofs those that a person gave the secret of, or that last. */
      readonly file: JsonObject;
      /** `POST /push` */
      readonly line: string;
      /** Without credentials. */
      readonly headers: Readonly<Record<string, string>>;
      /** On the wire. */
      readonly body: string;
      /** Why the request carries no signature though the event source asks for one. */
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'message';
      /** As an event file says it: a text in `body` is what arrives of it. */
      readonly file: JsonObject;
      /** The message's own fields. */
      readonly fields: JsonObject;
    };

export interface Arrival {
  /** What the event source puts on the bus: none, when it refuses; several, when it makes one of each change. */
  readonly events: readonly Event[];
  /** Why there is none. */
  readonly problem: string | undefined;
  readonly response: HttpResponse | undefined;
  readonly notes: readonly string[];
}

/**
 * The event that a sample is delivered to: the one that `name` says, or the only one that gets such events.
 * Throws a UserError (usage) when there is none, or more than one.
 */
export function targetFor(model: Model, sample: Sample, name?: string): Target {
  if (name !== undefined) return chooseTargets(model, [name])[0] ?? fail(sample);
  const found = targetsOf(model).filter((target) => fits({ kind: 'sample', sample }, target));
  // An event source of the provider's own type comes before a plain webhook.
  const own = found.filter(({ event }) => event.type === sample.type);
  const [first, second] = own.length > 0 ? own : found;
  if (first === undefined) return fail(sample);
  if (second === undefined) return first;
  const names = (own.length > 0 ? own : found).map(
    ({ eventSource, event }) => `${eventSource.name}/${event.name}`,
  );
  throw new UserError(
    'usage',
    `"${sampleId(sample)}" can go to ${names.length} events: say which with --source`,
    `one of ${names.join(', ')}`,
  );
}

function fail(sample: Sample): never {
  throw new UserError(
    'usage',
    `no event source of type ${sample.type} in the manifests, so "${sampleId(sample)}" cannot go anywhere`,
    'leave out -f to see it at an event source with the usual configuration',
  );
}

/** Sends a sample to an event source. Throws a UserError (usage) for changes and secrets that do not fit. */
export function deliver(
  { sample, assignments, secret, standIn }: DeliveryOptions,
  target: Target,
  model: Model,
  ports: StimulusPorts,
): Delivery {
  const { engine, world } = ports;
  if (secret !== undefined) checkSecret(sample, secret);
  const { stimulus } = buildStimulus(ports, target, {
    assignments,
    headers: [],
    file: { value: { kind: 'sample', sample }, origin: `the sample ${sampleId(sample)}` },
  });
  const simulator = createSimulator(model, engine, world);
  const { eventSource, event } = target;
  if (stimulus.kind !== 'http') {
    const fields = object(json(sampleMessageText(engine, sample, event, assignments)));
    const data = object(stimulus.kind === 'payload' ? json(stimulus.data) : {});
    const isText = typeof fields['body'] === 'string';
    const file = { payload: { ...fields, ...(isText && { body: data['body'] ?? null }) } };
    const trace = simulator.fire({ eventSource, event, stimulus });
    return { sample, sent: { kind: 'message', file, fields }, arrival: arrivalOf(trace, model) };
  }
  const given = secret === undefined ? {} : proofsOf(sample, secret);
  const placeholder = standIn && sample.type === 'webhook' ? { bearer: PLACEHOLDER } : {};
  const known = { ...placeholder, ...proofsFor(model, eventSource, event) };
  const request = proven(sample, stimulus.request, { ...known, ...given }, world.now());
  // test-event adds what the manifests know, so that the file neither holds their secrets nor grows too old for Slack.
  const lasting = LASTING.has(sample.type) && known.secret !== undefined ? { secret: known.secret } : {};
  const kept = proven(sample, stimulus.request, { ...lasting, ...given }, world.now());
  const trace = simulator.fire({ eventSource, event, stimulus: { kind: 'http', request } });
  const unsigned = secret === undefined ? unsignedBecause(model, eventSource, event) : undefined;
  const arrival = arrivalOf(trace, model);
  const sent: Sent = {
    kind: 'request',
    file: requestFile(kept, bodyFile(kept, sample, target, assignments, ports)),
    line: `${request.method} ${request.target}`,
    headers: printableHeaders(request.headers),
    body: request.body,
    notes: unsigned === undefined ? [] : [standIn ? 'not signed: no secret was given' : unsigned],
  };
  if (!standIn) return { sample, sent, arrival };
  const notes = arrival.notes.filter((note) => !note.endsWith(' is not among the manifests'));
  return { sample, sent, arrival: { ...arrival, notes } };
}

function checkSecret({ type }: Sample, secret: string): void {
  if (type !== 'webhook' && !SIGNED_TYPES.includes(type)) {
    throw new UserError(
      'usage',
      `what ${type} sends carries no signature, so a secret has no use`,
      `secrets are for webhook, ${SIGNED_TYPES.join(', ')}`,
    );
  }
  if (secret === '') throw new UserError('usage', 'the secret is empty');
}

/** The types whose signature is of the body alone. */
const LASTING: ReadonlySet<string> = new Set(['github', 'bitbucketserver']);

/** Stands for the bearer token of an event source that is nobody's. */
const PLACEHOLDER = 'TOKEN';

function proofsOf({ type }: Sample, secret: string): Proofs {
  return type === 'webhook' ? { bearer: secret } : { secret };
}

function proven({ type }: Sample, request: HttpRequest, proofs: Proofs, now: string): HttpRequest {
  try {
    return prove(type, request, proofs, now);
  } catch {
    // Only the key of SNS can be wrong; what the library says of it could tell some of it.
    throw new UserError('usage', `the secret of ${type} is no private RSA key in PEM`);
  }
}

/** The body as an event file holds it: before it becomes a form or a query. */
function bodyFile(
  request: HttpRequest,
  sample: Sample,
  { event }: Target,
  assignments: readonly string[],
  { engine }: StimulusPorts,
): JsonValue {
  const { body = '{}', headers, formField } = sampleRequest(sample, event);
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (request.method !== 'GET' && !type.startsWith('application/x-www-form-urlencoded')) {
    return json(request.body);
  }
  const given = object(json(assign(engine, `{"body":${body}}`, assignments)))['body'] ?? {};
  return formField === undefined ? given : { [formField]: given };
}

function requestFile({ method, headers }: HttpRequest, body: JsonValue): JsonObject {
  const sent = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  return { method, headers: Object.fromEntries(sent), body };
}

function object(value: JsonValue): JsonObject {
  return isObject(value) ? value : {};
}

/** Made by this program, so it is JSON. */
function json(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

function arrivalOf(trace: EventTrace, model: Model): Arrival {
  const traces = [trace, ...(trace.others ?? [])];
  const events = traces.flatMap(({ event }) => (event === undefined ? [] : [event]));
  const source = trace.hops.find(({ kind }) => kind === 'source');
  const arrival: Arrival = {
    events,
    problem: events.length > 0 ? undefined : (source?.summary ?? 'the event source makes no event of it'),
    response: trace.response,
    notes: source?.notes ?? [],
  };
  return withoutSecrets(arrival, model);
}
