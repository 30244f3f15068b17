import type { Engine } from '../../../engine/engine.ts';
import type { JsonObject } from '../../../json.ts';
import { EVENT_SOURCE_TYPES } from '../../../model/kinds/event-source.ts';
import { Fields } from '../../fields.ts';
import { type SourceType, sourceType } from '../source-type.ts';
import { EVENT_VALIDATIONS } from './event-types.ts';
import type { Fault, Refusal } from './refusal.ts';
import { readWebhookContext, validateWebhookContext } from './webhook-context.ts';

/**
 * Why the controller makes no Deployment of an EventSource; undefined when it makes one. `object` is the whole object.
 *
 * The controller goes through types and events in no order and says the first thing it finds. Here the order is that
 * of the object. What its validation does not look at is not looked at here.
 * Source: argo-events pkg/reconciler/eventsource/validate.go (ValidateEventSource).
 */
export function refusalOf(object: JsonObject, engine: Engine): Refusal | undefined {
  const root = new Fields(object);
  const faults: Fault[] = [];
  const names = new Set<string>();
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
      if (names.has(name)) {
        faults.push({ message: `more than one ${JSON.stringify(name)} found in the spec`, path });
      }
      names.add(name);
      const event = events.object(name) ?? new Fields({}, path, root.problems);
      const fault = validateEvent(type, event, engine);
      if (fault !== undefined) faults.push(fault);
    }
  }
  const [problem] = root.problems;
  if (problem !== undefined) return { kind: 'unreadable', ...problem };
  const fault = faults[0] ?? mixedStrategies(types);
  return fault && { kind: 'refused', ...fault };
}

const TYPES: ReadonlySet<string> = new Set(EVENT_SOURCE_TYPES);

function validateEvent(type: SourceType, event: Fields, engine: Engine): Fault | undefined {
  const context = type.key === 'webhook' ? event : type.http ? event.object('webhook') : undefined;
  if (type.http && context !== undefined) readWebhookContext(context);
  const own = EVENT_VALIDATIONS[type.key]?.(event, engine);
  if (own !== undefined || !type.http) return own;
  // Without the block the controller's error has no text at all.
  return context === undefined ? { message: '', path: event.path } : validateWebhookContext(context);
}

function mixedStrategies(
  types: readonly { readonly type: SourceType; readonly events: Fields }[],
): Fault | undefined {
  const [first] = types;
  const other = types.find(({ type }) => type.strategy !== first?.type.strategy);
  if (other === undefined) return undefined;
  return {
    message: 'event sources with rolling update and recreate update strategy can not be put together',
    path: other.events.path,
  };
}
