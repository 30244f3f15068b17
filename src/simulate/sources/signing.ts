import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Model } from '../../model/model.ts';
import { secretValue } from '../secret.ts';
import type { HttpRequest } from '../stimulus.ts';
import { webhookContext } from './routes.ts';
import { type Proofs, prove } from './signature.ts';

/** The key of the spec that names the secret of a type's signature. */
const SECRET_KEYS: Readonly<Record<string, string>> = {
  github: 'webhookSecret',
  gitlab: 'secretToken',
  bitbucketserver: 'webhookSecret',
  slack: 'signingSecret',
};

/**
 * The request with the proofs that the event source asks for, as the provider would send them: a bearer token, a
 * signature, a token header. Needs the Secrets to be among the manifests; a header that is already there stays.
 * The body has to be final: signatures are over its very bytes.
 *
 * @param now The current time, RFC 3339 in UTC.
 */
export function signed(
  model: Model,
  eventSource: EventSource,
  event: EventDefinition,
  request: HttpRequest,
  now: string,
): HttpRequest {
  return prove(event.type, request, proofsFor(model, eventSource, event), now);
}

/** What the Secrets among the manifests hold of the proofs that an event asks for. */
export function proofsFor(model: Model, eventSource: EventSource, event: EventDefinition): Proofs {
  const namespace = model.namespaceOf(eventSource.resource);
  const value = (selector: (typeof event.spec)[string] | undefined): string | undefined => {
    const found = secretValue(model, namespace, selector);
    return found?.kind === 'given' && found.value !== '' ? found.value : undefined;
  };
  const bearer = value(webhookContext(event)?.value['authSecret']);
  const secret = value(event.spec[SECRET_KEYS[event.type] ?? '']);
  const token = event.type === 'slack' ? value(event.spec['token']) : undefined;
  return {
    ...(bearer !== undefined && { bearer }),
    ...(secret !== undefined && { secret }),
    ...(token !== undefined && { token }),
  };
}

/** Why a request to this event is not signed though the event asks for it; undefined when it is, or need not be. */
export function unsignedBecause(
  model: Model,
  eventSource: EventSource,
  { type, spec }: EventDefinition,
): string | undefined {
  const found = secretValue(model, model.namespaceOf(eventSource.resource), spec[SECRET_KEYS[type] ?? '']);
  if (found === undefined || found.kind === 'given') return undefined;
  return found.kind === 'absent'
    ? `not signed: the secret "${found.name}" is not among the manifests`
    : `not signed: the secret "${found.name}" has no key "${found.key}"`;
}
