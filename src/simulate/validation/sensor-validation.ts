import type { Engine } from '../../engine/engine.ts';
import type { JsonObject } from '../../json.ts';
import type { BusKind } from '../../model/kinds/event-bus.ts';
import { Fields } from '../fields.ts';
import { dependencyRefusals } from './dependency-validation.ts';
import { first, type Refusal } from './refusal.ts';
import { triggerRefusals } from './trigger-validation.ts';

/** What the controller validates with besides the Sensor itself. */
export interface ValidationContext {
  readonly engine: Engine;
  /** RFC 3339; times of day are read as times of this day. */
  readonly now: string;
  /** The kind of the Sensor's bus; undefined when the bus is not known. */
  readonly bus: BusKind | undefined;
}

/**
 * Everything for which the controller refuses a Sensor, in its order and words: it then neither creates nor updates
 * the Deployment. It says the first and stops; the others come once that one is mended. What only follows from a
 * refusal before it is left out. Fields of a wrong type count as absent.
 * Source: argo-events pkg/reconciler/sensor/validate.go (ValidateSensor).
 *
 * @param spec `spec` of the Sensor, its path from the resource's root.
 */
export function* sensorRefusals(context: ValidationContext, spec: Fields): Iterable<Refusal> {
  yield* dependencyRefusals(context, spec);
  yield* triggerRefusals(context, spec);
}

/** What the controller says of a Sensor; undefined when it takes it. */
export function refusedSensor(context: ValidationContext, spec: JsonObject): Refusal | undefined {
  return first(sensorRefusals(context, new Fields(spec, ['spec'])));
}
