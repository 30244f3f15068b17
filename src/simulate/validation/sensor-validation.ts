import type { Engine } from '../../engine/engine.ts';
import type { JsonObject } from '../../json.ts';
import type { BusKind } from '../../model/kinds/event-bus.ts';
import { Fields } from '../fields.ts';
import { refusedDependencies } from './dependency-validation.ts';
import type { Refusal } from './refusal.ts';
import { refusedTriggers } from './trigger-validation.ts';

/** What the controller validates with besides the Sensor itself. */
export interface ValidationContext {
  readonly engine: Engine;
  /** RFC 3339; times of day are read as times of this day. */
  readonly now: string;
  /** The kind of the Sensor's bus; undefined when the bus is not known. */
  readonly bus: BusKind | undefined;
}

/**
 * Why the controller refuses a Sensor, in the controller's order and words: it then neither creates nor updates the
 * Deployment. Undefined when it takes the Sensor. Fields of a wrong type count as absent.
 * Source: argo-events pkg/reconciler/sensor/validate.go (ValidateSensor).
 *
 * @param spec `spec` of the Sensor, as written.
 */
export function refusedSensor(context: ValidationContext, spec: JsonObject): Refusal | undefined {
  const fields = new Fields(spec, ['spec']);
  return refusedDependencies(context, fields) ?? refusedTriggers(context, fields);
}
