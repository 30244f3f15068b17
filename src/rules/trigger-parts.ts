import type { Path } from '../diagnostic.ts';
import { type JsonObject, objectAt } from '../json.ts';
import type { EmbeddedResource } from '../model/embedded.ts';
import type { Sensor, Trigger, TriggerKind } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import { type ParameterSpec, readParameters } from '../simulate/parameters/parameter-spec.ts';
import { kindOf } from '../simulate/triggers/implementation.ts';

/**
 * A list of parameters of a trigger, and what it writes to.
 *
 * trigger: the template · type: the template's kind, or the object of a k8s or argoWorkflow trigger · payload: a body
 * that is built from nothing · headers: the headers of an HTTP request
 */
export interface ParameterList {
  readonly level: 'trigger' | 'type' | 'payload' | 'headers';
  /** The field of the list: `parameters`, `payload`, `dynamicHeaders`. */
  readonly field: string;
  /** From the sensor's root. */
  readonly path: Path;
  readonly parameters: readonly ParameterSpec[];
}

export function templateOf({ spec }: Trigger): JsonObject {
  return objectAt(spec, 'template') ?? {};
}

/** The kind that the sensor runs: the first that is there. */
export function kindIn(trigger: Trigger): TriggerKind | undefined {
  const part = PARTS.get(trigger);
  return part === undefined ? kindOf(templateOf(trigger)) : part?.kind;
}

export interface KindPart {
  readonly kind: TriggerKind;
  readonly value: JsonObject;
  /** From the sensor's root. */
  readonly path: Path;
}

const PARTS = new WeakMap<Trigger, KindPart | null>();

/** The object of the kind that runs. */
export function kindPart(trigger: Trigger): KindPart | undefined {
  let part = PARTS.get(trigger);
  if (part === undefined) {
    const kind = kindIn(trigger);
    const value = kind && objectAt(templateOf(trigger), kind);
    part = kind && value ? { kind, value, path: [...trigger.path, 'template', kind] } : null;
    PARTS.set(trigger, part);
  }
  return part ?? undefined;
}

const LISTS = new WeakMap<Trigger, readonly ParameterList[]>();

/** The lists in the order in which the sensor applies them; empty ones are left out. */
export function parameterLists(trigger: Trigger): readonly ParameterList[] {
  const known = LISTS.get(trigger);
  if (known !== undefined) return known;
  const part = kindPart(trigger);
  const lists = [
    listOf('trigger', trigger.spec, 'parameters', trigger.path),
    ...(part === undefined
      ? []
      : [
          listOf('type', part.value, 'parameters', part.path),
          listOf('payload', part.value, 'payload', part.path),
          ...(part.kind === 'http' ? [listOf('headers', part.value, 'dynamicHeaders', part.path)] : []),
        ]),
  ].filter(({ parameters }) => parameters.length > 0);
  LISTS.set(trigger, lists);
  return lists;
}

function listOf(level: ParameterList['level'], holder: JsonObject, field: string, path: Path): ParameterList {
  const { parameters } = readParameters(Object.hasOwn(holder, field) ? holder[field] : undefined);
  return { level, field, path: [...path, field], parameters };
}

const OBJECTS = new WeakMap<Trigger, EmbeddedResource | null>();

/** The object that a k8s or argoWorkflow trigger acts on, when it is written in the Sensor. */
export function objectOf(model: Model, sensor: Sensor, trigger: Trigger): EmbeddedResource | undefined {
  let object = OBJECTS.get(trigger);
  if (object === undefined) {
    const start = [...(kindPart(trigger)?.path ?? []), 'source'].join('/');
    object = model.embeddedIn(sensor).find(({ path }) => path.slice(0, -1).join('/') === start) ?? null;
    OBJECTS.set(trigger, object);
  }
  return object ?? undefined;
}

/** One parameter of a trigger, in whichever list it stands. */
export interface TriggerParameter {
  readonly list: ParameterList;
  readonly spec: ParameterSpec;
  /** From the sensor's root. */
  readonly path: Path;
}

const PARAMETERS = new WeakMap<Trigger, readonly TriggerParameter[]>();

/** All parameters of a trigger, but for those that another one of its parameters rewrites for each event. */
export function parametersOf(trigger: Trigger): readonly TriggerParameter[] {
  const known = PARAMETERS.get(trigger);
  if (known !== undefined) return known;
  const kind = kindIn(trigger);
  const found = parameterLists(trigger).flatMap((list) =>
    list.parameters.flatMap((spec, index) => {
      const own = [kind, list.field, index];
      if (list.level !== 'trigger' && isRewritten(trigger, own.join('.'))) return [];
      return [{ list, spec, path: [...list.path, index] }];
    }),
  );
  PARAMETERS.set(trigger, found);
  return found;
}

/**
 * Does the trigger's own `parameters` write to a field of the template, to a part of it, or to what holds it?
 *
 * @param field From the template, with dots: `http.url`.
 */
export function isRewritten(trigger: Trigger, field: string): boolean {
  return parameterLists(trigger).some(
    ({ level, parameters }) =>
      level === 'trigger' &&
      parameters.some(
        ({ dest }) => dest === field || dest.startsWith(`${field}.`) || field.startsWith(`${dest}.`),
      ),
  );
}
