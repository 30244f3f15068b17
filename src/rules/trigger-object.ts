import type { Path } from '../diagnostic.ts';
import { textAt } from '../json.ts';
import type { Sensor, Trigger } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { isRewritten, kindPart, objectOf, parameterLists } from './trigger-parts.ts';

/** What a k8s or argoWorkflow trigger does to an object that is written in the Sensor. */
export interface ObjectAction {
  readonly kind: 'k8s' | 'argoWorkflow';
  /** As written, or the default. */
  readonly operation: string;
  readonly object: Resource;
  /** From the sensor's root to the kind. */
  readonly path: Path;
  /** Can a parameter give the object another value at this field? */
  readonly filled: (field: string) => boolean;
}

const KNOWN = new WeakMap<Trigger, ObjectAction | null>();

/** Undefined for other triggers, and for objects that come from elsewhere. */
export function objectAction(model: Model, sensor: Sensor, trigger: Trigger): ObjectAction | undefined {
  let action = KNOWN.get(trigger);
  if (action === undefined) {
    action = read(model, sensor, trigger) ?? null;
    KNOWN.set(trigger, action);
  }
  return action ?? undefined;
}

function read(model: Model, sensor: Sensor, trigger: Trigger): ObjectAction | undefined {
  const part = kindPart(trigger);
  if (part === undefined || (part.kind !== 'k8s' && part.kind !== 'argoWorkflow')) return undefined;
  const { kind, value, path } = part;
  const embedded = objectOf(model, sensor, trigger);
  if (embedded === undefined || isRewritten(trigger, `${kind}.operation`)) return undefined;
  const written = parameterLists(trigger)
    .filter(({ level }) => level === 'type')
    .flatMap(({ parameters }) => parameters.map(({ dest }) => dest));
  return {
    kind,
    operation: textAt(value, 'operation') || (kind === 'k8s' ? 'create' : 'submit'),
    object: embedded.resource,
    path,
    filled: (field) =>
      written.some(
        (dest) => dest === field || field.startsWith(`${dest}.`) || dest.startsWith(`${field}.`),
      ) || isRewritten(trigger, `${kind}.source.resource.${field}`),
  };
}
