import type { Engine } from '../../../engine/engine.ts';
import type { JsonObject } from '../../../json.ts';
import { EVENT_SOURCE_TYPES } from '../../../model/kinds/event-source.ts';
import { Fields } from '../../fields.ts';
import type { Refusal } from '../../validation/refusal.ts';
import { type SourceType, sourceType } from '../source-type.ts';
import { EVENT_VALIDATIONS } from './event-types.ts';
import { readWebhookContext, validateWebhookContext } from './webhook-context.ts';

/**
 * Why no event of an EventSource is served.
 *
 * `unreadable`: a field has another JSON type than the Go type, so the object cannot be decoded at all ·
 * `refused`: the controller's validation says no, and makes no Deployment.
 */
export interface Unserved extends Pick<Refusal, 'message' | 'path'> {
  readonly kind: 'unreadable' | 'refused';
}

/**
 * Why the controller makes no Deployment of an EventSource; undefined when it makes one. `object` is the whole object.
 *
 * The controller goes through types and events in no order and says the first thing it finds. Here the order is that
 * of the object. What its validation does not look at is not looked at here.
 * Source: argo-events pkg/reconciler/eventsource/validate.go (ValidateEventSource).
 */
export function refusalOf(object: JsonObject, engine: Engine): Unserved | undefined {
  const root = new Fields(object);
  const [refusal] = eventSourceRefusals(root, engine);
  const [problem] = root.problems;
  if (problem !== undefined) return { kind: 'unreadable', ...problem };
  return refusal && { kind: 'refused', message: refusal.message, path: refusal.path };
}

/** Everything that the controller would refuse, one thing after the other. `root` is the whole object. */
export function eventSourceRefusals(root: Fields, engine: Engine): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const names = new Map<string, string>();
  const types: { type: SourceType; events: Fields }[] = [];
  const spec = root.object('spec');
  for (const key of Object.keys(spec?.value ?? {})) {
    const type = TYPES.has(key) ? sourceType(key) : undefined;
    const events = type && spec?.object(key);
    const all = Object.keys(events?.value ?? {});
    if (type === undefined || events === undefined || all.length === 0) continue;
    types.push({ type, events });
    for (const name of all) {
      const path = [...events.path, name];
      const other = names.get(name);
      if (other !== undefined) {
        refusals.push({
          rule: 'event-source/duplicate-event',
          message: `more than one ${JSON.stringify(name)} found in the spec`,
          path,
          keys: [],
          help: `"${other}" has an event of that name, too: rename one of them`,
        });
      }
      names.set(name, key);
      const event = events.object(name) ?? new Fields({}, path, root.problems);
      refusals.push(...validateEvent(type, event, engine));
    }
  }
  return [...refusals, ...mixedStrategies(types)];
}

const TYPES: ReadonlySet<string> = new Set(EVENT_SOURCE_TYPES);

function* validateEvent(type: SourceType, event: Fields, engine: Engine): Iterable<Refusal> {
  const context = type.key === 'webhook' ? event : type.http ? event.object('webhook') : undefined;
  if (type.http && context !== undefined) readWebhookContext(context);
  yield* EVENT_VALIDATIONS[type.key]?.(event, engine) ?? [];
  if (!type.http) return;
  if (context !== undefined) return yield* validateWebhookContext(context);
  yield {
    rule: 'event-source/webhook-missing',
    // Without the block the controller's error has no text at all.
    message: '',
    path: event.path,
    keys: ['webhook'],
    help: 'add `webhook: {endpoint: /example, port: "12000", method: POST}`',
  };
}

function* mixedStrategies(
  types: readonly { readonly type: SourceType; readonly events: Fields }[],
): Iterable<Refusal> {
  const [first] = types;
  const other = types.find(({ type }) => type.strategy !== first?.type.strategy);
  if (first === undefined || other === undefined) return;
  yield {
    rule: 'event-source/mixed-strategies',
    message: 'event sources with rolling update and recreate update strategy can not be put together',
    path: other.events.path,
    help: `make an EventSource of its own for "${other.type.key}", which cannot be in one with "${first.type.key}"`,
  };
}
