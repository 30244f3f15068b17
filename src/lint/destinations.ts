import type { Diagnostic } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { TRIGGER_KINDS } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { withDeadLetters } from '../rules/dead-letters.ts';
import { destinationKeys, valueOfKeys } from '../rules/destination.ts';
import { insteadOf } from '../rules/meant.ts';
import { unknownDestination } from '../rules/parameter/unknown-destination.ts';
import { fixOf } from '../rules/run.ts';
import { suspiciousPath } from '../rules/suspicious-path.ts';
import { type ObjectAction, objectAction } from '../rules/trigger-object.ts';
import { parametersOf, type TriggerParameter } from '../rules/trigger-parts.ts';
import { checkShape, type ShapeFinding } from '../schema/schema.ts';
import type { Releases } from './shapes.ts';

/**
 * Parameters that write to a field which the kind of the trigger's object does not have. It takes the tables of all
 * kinds to see that, so no rule over the objects can.
 */
export function strangeDestinations(model: Model, releases: Releases = {}): readonly Diagnostic[] {
  return model.sensors.flatMap((sensor) =>
    sensor.triggers.flatMap(withDeadLetters).flatMap((trigger) => {
      const action = objectAction(model, sensor, trigger);
      if (action === undefined || !isWhole(action)) return [];
      const added = parametersOf(trigger).flatMap((parameter) => newField(action.object.value, parameter));
      const strangers = strangersIn(action, added, releases);
      return added.flatMap((field) => diagnosticOf(sensor.resource, field, strangers) ?? []);
    }),
  );
}

function diagnosticOf(
  sensor: Resource,
  { parameter, keys }: NewField,
  strangers: readonly ShapeFinding[],
): Diagnostic | undefined {
  const stranger = strangers.find(({ path }) => path.every((key, depth) => String(key) === keys[depth]));
  if (stranger === undefined) return undefined;
  const { dest } = parameter.spec;
  const path = [...parameter.path, 'dest'];
  const { help = stranger.help, fix } = insteadOf(path, meantBy(dest, keys, stranger));
  const written = fix && fixOf(sensor, fix);
  return {
    rule: unknownDestination.id,
    severity: unknownDestination.severity,
    message: `${stranger.message}, so "${dest}" is written to nowhere`,
    at: sensor.at(path),
    ...(help !== undefined && { help }),
    ...(written && { fix: written }),
  };
}

/** Whether what stands in the Sensor is an object, and not a patch that has words of its own. */
function isWhole({ kind, operation }: ObjectAction): boolean {
  return kind === 'k8s' ? operation === 'create' || operation === 'update' : operation === 'submit';
}

interface NewField {
  readonly parameter: TriggerParameter;
  readonly keys: readonly string[];
}

/** A destination that the object does not have yet; what is wrong with it as a path has rules of its own. */
function newField(object: JsonObject, parameter: TriggerParameter): readonly NewField[] {
  if (parameter.list.level !== 'type') return [];
  const keys = destinationKeys(parameter.spec.dest);
  const [root] = keys ?? [];
  if (keys === undefined || root === undefined || isTriggerKind(root)) return [];
  return valueOfKeys(object, keys) === undefined ? [{ parameter, keys }] : [];
}

/** Those belong into another list of parameters: `parameter/wrong-level`. */
function isTriggerKind(key: string): boolean {
  return (TRIGGER_KINDS as readonly string[]).includes(key);
}

/** The unknown fields that the object has with these parameters, and has not without them. */
function strangersIn(
  { object }: ObjectAction,
  added: readonly NewField[],
  releases: Releases,
): readonly ShapeFinding[] {
  if (added.length === 0) return [];
  let written: JsonValue = object.value;
  for (const { keys } of added) written = withField(written, keys);
  if (!isObject(written)) return [];
  return checkShape(written, object.apiVersion, object.kind, releases).filter(
    ({ rule, path }) =>
      rule === 'schema/unknown-field' && valueOfKeys(object.value, path.map(String)) === undefined,
  );
}

/** A copy with a text there; as it was, where a list has no such item. */
function withField(value: JsonValue | undefined, [key, ...rest]: readonly string[]): JsonValue {
  if (key === undefined) return '';
  if (isArray(value)) {
    const index = Number(key);
    if (!/^\d+$/.test(key) || index >= value.length) return value;
    return value.map((item, at) => (at === index ? withField(item, rest) : item));
  }
  const fields = isObject(value) ? value : {};
  const held = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return { ...fields, [key]: withField(held, rest) };
}

/** The destination with the right name in place of the unknown one. */
function meantBy(dest: string, keys: readonly string[], { path, fix }: ShapeFinding): string | undefined {
  const plain = suspiciousPath(dest)?.meant;
  if (plain !== undefined) return plain;
  const renaming = fix?.edits.find((edit) => edit.kind === 'rename');
  if (renaming?.kind !== 'rename') return undefined;
  const depth = path.length - 1;
  return [...keys.slice(0, depth), renaming.key, ...keys.slice(depth + 1)].join('.');
}
