import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Model } from '../../model/model.ts';
import { secretValue } from '../secret.ts';
import type { HttpRequest } from '../stimulus.ts';
import { webhookContext } from './routes.ts';
import { prove } from './signature.ts';

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
  const namespace = model.namespaceOf(eventSource.resource);
  const value = (selector: (typeof event.spec)[string] | undefined): string | undefined => {
    const found = secretValue(model, namespace, selector);
    return found?.kind === 'given' && found.value !== '' ? found.value : undefined;
  };
  const bearer = value(webhookContext(event)?.value['authSecret']);
  const secret = value(event.spec[SECRET_KEYS[event.type] ?? '']);
  const token = event.type === 'slack' ? value(event.spec['token']) : undefined;
  const proofs = {
    ...(bearer !== undefined && { bearer }),
    ...(secret !== undefined && { secret }),
    ...(token !== undefined && { token }),
  };
  return prove(event.type, request, proofs, now);
}
