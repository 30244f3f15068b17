import { createHmac } from 'node:crypto';
import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Model } from '../../model/model.ts';
import { secretValue } from '../secret.ts';
import type { HttpRequest } from '../stimulus.ts';
import { webhookContext } from './routes.ts';

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
  const secret = (value: (typeof event.spec)[string] | undefined): string | undefined => {
    const found = secretValue(model, namespace, value);
    return found?.kind === 'given' && found.value !== '' ? found.value : undefined;
  };
  const added: [string, string][] = [];
  const bearer = secret(webhookContext(event)?.value['authSecret']);
  if (bearer !== undefined) added.push(['Authorization', `Bearer ${bearer}`]);
  let { body } = request;
  switch (event.type) {
    case 'github':
    case 'bitbucketserver': {
      const key = secret(event.spec['webhookSecret']);
      const name = event.type === 'github' ? 'X-Hub-Signature-256' : 'X-Hub-Signature';
      if (key !== undefined) added.push([name, `sha256=${hmac(key, body)}`]);
      break;
    }
    case 'gitlab': {
      const token = secret(event.spec['secretToken']);
      if (token !== undefined) added.push(['X-Gitlab-Token', token]);
      break;
    }
    case 'slack': {
      const token = secret(event.spec['token']);
      // The sample leaves the verification token open, because it is a secret.
      if (token !== undefined) body = body.replace(/"token":\s*""/, `"token":${JSON.stringify(token)}`);
      const key = secret(event.spec['signingSecret']);
      const timestamp = String(Math.floor(Date.parse(now) / 1000));
      if (key === undefined) break;
      added.push(['X-Slack-Request-Timestamp', timestamp]);
      added.push(['X-Slack-Signature', `v0=${hmac(key, `v0:${timestamp}:${body}`)}`]);
      break;
    }
    default:
      break;
  }
  const there = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const length = ['Content-Length', String(Buffer.byteLength(body))] as const;
  const headers = request.headers.map((header) =>
    body !== request.body && header[0].toLowerCase() === 'content-length' ? length : header,
  );
  return {
    ...request,
    body,
    headers: [...headers, ...added.filter(([name]) => !there.has(name.toLowerCase()))],
  };
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
