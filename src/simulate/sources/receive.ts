import type { Engine } from '../../engine/engine.ts';
import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Model } from '../../model/model.ts';
import { secretValue, uncheckedNote } from '../secret.ts';
import type { HttpRequest } from '../stimulus.ts';
import { bitbucketServer, github, gitlab, unverified } from './code-host.ts';
import { type Call, type Handled, type Handler, payloadLimit, refused, textResponse } from './handler.ts';
import { headerOf, headerValue, masked } from './header.ts';
import { sns, storageGrid, stripe } from './notification.ts';
import { requestPath, webhookContext } from './routes.ts';
import { slack } from './slack.ts';
import { webhook } from './webhook.ts';

const HANDLERS: Readonly<Record<string, Handler>> = {
  webhook,
  github,
  gitlab,
  bitbucket: unverified,
  bitbucketserver: bitbucketServer,
  gerrit: unverified,
  slack,
  sns,
  stripe,
  storageGrid,
};

/** A request that the router brought to an event. */
export interface Arrival {
  readonly model: Model;
  readonly eventSource: EventSource;
  readonly event: EventDefinition;
  readonly request: HttpRequest;
  /** The current time, RFC 3339 in UTC. */
  readonly now: string;
}

/**
 * The bearer token, then the type's own handler.
 * Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer).
 */
export function receive(engine: Engine, arrival: Arrival): Handled {
  const { model, eventSource, event, request } = arrival;
  const handler = HANDLERS[event.type];
  const context = webhookContext(event);
  if (handler === undefined || context === undefined) {
    return refused(
      textResponse(404, '404 page not found\n'),
      `the type "${event.type}" has no HTTP endpoint`,
    );
  }
  const notes: string[] = [];
  const header = headerOf(request);
  const namespace = model.namespaceOf(eventSource.resource);
  const secret = secretValue(model, namespace, context.value['authSecret']);
  if (secret?.kind === 'absent') notes.push(uncheckedNote('the bearer token', secret));
  if (secret?.kind === 'keyless') {
    const response = textResponse(500, 'Error loading auth token');
    return refused(response, `the secret "${secret.name}" has no key "${secret.key}"`);
  }
  if (secret !== undefined) {
    const sent = headerValue(header, 'Authorization');
    const at = eventSource.resource.at([...event.path, ...context.path, 'authSecret']);
    const expected = `the bearer token of the secret "${secret.name}", key "${secret.key}"`;
    const decide = (value: string, wouldPass: string) => ({
      subject: 'header Authorization',
      value: JSON.stringify(value),
      expected,
      wouldPass,
      at,
    });
    if (!sent.startsWith('Bearer ')) {
      const summary =
        sent === '' ? 'there is no Authorization header' : 'the Authorization header is no bearer token';
      const decision = decide(
        sent.replace(/^(\S*)\s.*$/s, '$1 …'),
        'a header "Authorization: Bearer TOKEN" with the right token would pass',
      );
      return {
        ...refused(textResponse(401, 'Invalid Authorization Header'), summary),
        problem: { summary, decision },
      };
    }
    if (secret.kind === 'given' && sent.slice('Bearer '.length) !== secret.value) {
      const summary = 'the bearer token differs from the secret';
      const decision = decide('Bearer …', 'the token that the secret holds would pass');
      return { ...refused(textResponse(401, 'Invalid Auth token'), summary), problem: { summary, decision } };
    }
  }
  const call: Call = {
    request,
    header: masked(header),
    query: requestPath(request.target)?.query ?? '',
    limit: payloadLimit(context.value),
    eventSource,
    event,
    model,
    now: arrival.now,
  };
  const handled = handler(engine, call);
  return notes.length === 0 ? handled : { ...handled, notes: [...notes, ...handled.notes] };
}
