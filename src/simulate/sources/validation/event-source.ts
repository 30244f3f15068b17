import type { Path } from '../../../diagnostic.ts';
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
  const [fault] = faultsOf(root, engine);
  const [problem] = root.problems;
  if (problem !== undefined) return { kind: 'unreadable', ...problem };
  return fault && { kind: 'refused', message: fault.message, path: fault.path };
}

/**
 * Everything that the controller would refuse, one thing after the other. Of fields that it cannot read, nothing is
 * said: what they lack is not known.
 */
export function refusalsOf(object: JsonObject, engine: Engine): readonly Fault[] {
  const root = new Fields(object);
  return faultsOf(root, engine).filter(
    ({ path, keys }) =>
      !root.problems.some((problem) =>
        (keys?.map((key) => [...path, key]) ?? [path]).some((about) => isWithin(about, problem.path)),
      ),
  );
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.every((key, index) => path[index] === key);
}

function faultsOf(root: Fields, engine: Engine): readonly Fault[] {
  const faults: Fault[] = [];
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
        faults.push({
          rule: 'event-source/duplicate-event',
          message: `more than one ${JSON.stringify(name)} found in the spec`,
          path,
          help: `"${other}" has an event of that name, too: rename one of them`,
        });
      }
      names.set(name, key);
      const event = events.object(name) ?? new Fields({}, path, root.problems);
      faults.push(...validateEvent(type, event, engine));
    }
  }
  return [...faults, ...mixedStrategies(types)];
}

const TYPES: ReadonlySet<string> = new Set(EVENT_SOURCE_TYPES);

function* validateEvent(type: SourceType, event: Fields, engine: Engine): Iterable<Fault> {
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
): Iterable<Fault> {
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
