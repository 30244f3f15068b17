import type { Path } from '../../diagnostic.ts';
import { type JsonObject, objectAt, textAt } from '../../json.ts';
import type { EmbeddedResource } from '../../model/embedded.ts';
import type { Sensor, TriggerKind } from '../../model/kinds/sensor.ts';
import { kindOf } from '../../simulate/triggers/implementation.ts';
import type { Cause } from '../need.ts';
import type { Caller, Ledger } from './ledger.ts';
import { Filled } from './parameters.ts';

/** A trigger that acts on an object of the API server, with the object if it is written in the Sensor. */
export interface ObjectTrigger {
  readonly sensor: Sensor;
  readonly caller: Caller;
  readonly name: string;
  readonly kind: 'k8s' | 'argoWorkflow';
  /** The whole entry of `spec.triggers`, or the dlqTrigger. */
  readonly spec: JsonObject;
  /** What stands below the kind's key. */
  readonly action: JsonObject;
  readonly operation: string;
  readonly object: EmbeddedResource | undefined;
  /** Where the object's namespace is not written, the sensor's counts. */
  readonly namespace: string;
  readonly filled: Filled;
  /** A place below the kind's key; the key itself by default. */
  readonly cause: (...path: Path) => Cause;
}

const OPERATIONS = { k8s: 'create', argoWorkflow: 'submit' } as const;

/** The triggers of a sensor that act on objects, dead letter triggers too. Others never call the API server. */
export function objectTriggers(ledger: Ledger, sensor: Sensor, caller: Caller): readonly ObjectTrigger[] {
  return sensor.triggers.flatMap(({ spec, path }) => {
    const found: ObjectTrigger[] = [];
    let at = path;
    for (let one: JsonObject | undefined = spec; one !== undefined; one = objectAt(one, 'dlqTrigger')) {
      const trigger = objectTrigger(ledger, sensor, caller, one, at);
      if (trigger !== undefined) found.push(trigger);
      at = [...at, 'dlqTrigger'];
    }
    return found;
  });
}

function objectTrigger(
  { model }: Ledger,
  sensor: Sensor,
  caller: Caller,
  spec: JsonObject,
  path: Path,
): ObjectTrigger | undefined {
  const template = objectAt(spec, 'template') ?? {};
  const kind = kindOf(template);
  if (kind === undefined || !isObjectKind(kind)) return undefined;
  const action = objectAt(template, kind) ?? {};
  const root = [...path, 'template', kind];
  const start = [...root, 'source'].join('/');
  const object = model.embeddedIn(sensor).find((one) => one.path.slice(0, -1).join('/') === start);
  return {
    sensor,
    caller,
    name: textAt(template, 'name'),
    kind,
    spec,
    action,
    operation: textAt(action, 'operation') || OPERATIONS[kind],
    object,
    namespace: object?.resource.namespace ?? model.namespaceOf(sensor.resource),
    filled: new Filled(spec, kind),
    cause: (...tail) => ({ resource: sensor.resource, path: [...root, ...tail] }),
  };
}

function isObjectKind(kind: TriggerKind): kind is 'k8s' | 'argoWorkflow' {
  return kind === 'k8s' || kind === 'argoWorkflow';
}

/** The name that the object has for every event; '' when events decide, or nothing does. */
export function steadyName({ object, filled }: ObjectTrigger): string {
  return filled.object('metadata.name') ? '' : (object?.resource.name ?? '');
}

/** Does the trigger wait for labels of the object? Source: argo-events pkg/sensors/policy/k8s.go. */
export function waitsForLabels({ spec }: ObjectTrigger): boolean {
  return objectAt(objectAt(objectAt(spec, 'policy'), 'k8s'), 'labels') !== undefined;
}
