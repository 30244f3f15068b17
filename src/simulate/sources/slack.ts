import { createHmac } from 'node:crypto';
import type { Engine } from '../../engine/engine.ts';
import { encodeGo, isObject, textAt } from '../../json.ts';
import { parsed } from '../object-json.ts';
import { secretValue, uncheckedNote } from '../secret.ts';
import { equal, hexProblem } from './code-host.ts';
import { parseQuery } from './go-url.ts';
import { accepted, type Call, type Handled, refused, textResponse } from './handler.ts';
import { headerValue } from './header.ts';
import { rawObject } from './raw-json.ts';
import { SLACK_EVENT_TYPES } from './slack-event-types.ts';

const FORM = 'application/x-www-form-urlencoded';
const TOLERANCE = 300;

/**
 * Source: argo-events pkg/eventsources/sources/slack/start.go; slack-go v0.27.0 security.go, slash.go,
 * slackevents/parsers.go.
 */
export function slack(engine: Engine, call: Call): Handled {
  const { header, request, model, eventSource, event } = call;
  const namespace = model.namespaceOf(eventSource.resource);
  const notes: string[] = [];
  const secret = secretValue(model, namespace, event.spec['signingSecret']);
  if (secret?.kind === 'absent') notes.push(uncheckedNote('the signature', secret));
  if (secret?.kind === 'given' && secret.value !== '') {
    const problem = signatureProblem(call, secret.value);
    if (problem !== undefined) return refused(textResponse(401, problem), problem, { notes });
  }
  if (header.get('Content-Type')?.[0] !== FORM) return eventsApi(engine, call, notes);
  const form = parseQuery(request.body);
  const error = form.error ?? parseQuery(call.query).error;
  if (error !== undefined) return broken(error, notes);
  const field = (name: string) => form.values.get(name)?.[0] ?? '';
  if (field('payload') !== '') return interaction(engine, field('payload'), notes);
  if (field('command') !== '') return accepted(slashCommand(field), notes);
  return broken('could not determine slack type from form parameters', notes);
}

function broken(error: string, notes: readonly string[]): Handled {
  return refused(textResponse(500, error), error, { notes });
}

/** The expected signature, which the real answer gives away, is left out. */
function signatureProblem({ header, request, now }: Call, secret: string): string | undefined {
  const failed = 'cannot create secrets verifier,';
  const signature = headerValue(header, 'X-Slack-Signature');
  const timestamp = headerValue(header, 'X-Slack-Request-Timestamp');
  if (signature === '' || timestamp === '') return `${failed} missing headers`;
  const hex = signature.replace(/^v0=/, '');
  const odd = hexProblem(hex);
  if (odd !== undefined) return `${failed} ${odd}`;
  if (!/^[+-]?\d+$/.test(timestamp)) {
    return `${failed} strconv.ParseInt: parsing ${JSON.stringify(timestamp)}: invalid syntax`;
  }
  if (Math.abs(Date.parse(now) / 1000 - Number(timestamp)) > TOLERANCE)
    return `${failed} timestamp is too old`;
  const computed = createHmac('sha256', secret).update(`v0:${timestamp}:${request.body}`).digest();
  if (equal(computed, Buffer.from(hex, 'hex'))) return undefined;
  return 'signature validation failed, computed unexpected signature of: …';
}

function eventsApi(engine: Engine, call: Call, notes: readonly string[]): Handled {
  const { model, eventSource, event, request } = call;
  const failed = 'failed to extract event,';
  const [json] = engine.ask([{ op: 'compactJson', json: request.body }]);
  if (!json.ok) return broken(`${failed} ${json.error}`, notes);
  const outer = parsed(json.value);
  if (!isObject(outer)) return broken(`${failed} json: cannot unmarshal into Go value`, notes);

  const token = secretValue(model, model.namespaceOf(eventSource.resource), event.spec['token']);
  const unchecked = token?.kind === 'absent' ? [uncheckedNote('the verification token', token)] : [];
  const told = [...notes, ...unchecked];
  if (token?.kind === 'given' && textAt(outer, 'token') !== token.value) {
    return broken(`${failed} invalid verification token`, told);
  }
  if (outer['type'] === 'url_verification') {
    const response = textResponse(200, textAt(outer, 'challenge'), 'success');
    return {
      payloads: [],
      notes: [
        ...told,
        'a challenge is answered and makes no event; its answer ends with the handler\'s own "success"',
      ],
      respond: () => ({ ...response, headers: { ...response.headers, 'Content-Type': 'text' } }),
    };
  }
  if (outer['type'] !== 'event_callback') {
    return {
      payloads: [],
      notes: [...told, 'only event_callback makes an event'],
      respond: () => textResponse(200, 'success'),
    };
  }
  const inner = outer['event'];
  const type = isObject(inner) ? textAt(inner, 'type') : '';
  if (!isObject(inner) || !SLACK_EVENT_TYPES.has(type)) {
    const cause = `EventsAPI Error parsing inner event: ${type}, inner Event does not exist! ${type}`;
    return broken(`${failed} ${cause}`, told);
  }
  const data = rawObject([
    ['type', encodeGo(type)],
    ['Data', encodeGo(inner)],
  ]);
  return accepted(data, [...told, RE_ENCODED]);
}

const RE_ENCODED =
  'the source re-encodes what Slack sends: fields that it does not know are lost, and some empty ones appear; here the fields stand as sent';

function interaction(engine: Engine, payload: string, notes: readonly string[]): Handled {
  const [json] = engine.ask([{ op: 'compactJson', json: payload }]);
  if (!json.ok) return broken(`failed to parse interaction event, ${json.error}`, notes);
  const value = parsed(json.value);
  if (!isObject(value)) return broken('failed to parse interaction event, json: cannot unmarshal', notes);
  return accepted(encodeGo(value), [...notes, RE_ENCODED]);
}

const SLASH_FIELDS = [
  'token',
  'team_id',
  'team_domain',
  'enterprise_id',
  'enterprise_name',
  'is_enterprise_install',
  'channel_id',
  'channel_name',
  'user_id',
  'user_name',
  'command',
  'text',
  'response_url',
  'trigger_id',
  'api_app_id',
] as const;
const OMITTED_WHEN_EMPTY: ReadonlySet<string> = new Set(['enterprise_id', 'enterprise_name']);

function slashCommand(field: (name: string) => string): string {
  const members: Record<string, string | boolean> = {};
  for (const name of SLASH_FIELDS) {
    if (OMITTED_WHEN_EMPTY.has(name) && field(name) === '') continue;
    members[name] = name === 'is_enterprise_install' ? field(name) === 'true' : field(name);
  }
  return rawObject(Object.entries(members).map(([key, value]) => [key, encodeGo(value)] as const));
}
