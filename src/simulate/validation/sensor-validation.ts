import type { JsonObject } from '../../json.ts';
import { Fields } from '../fields.ts';
import { dependencyRefusals } from './dependency-validation.ts';
import { first, type Refusal } from './refusal.ts';
import { triggerRefusals } from './trigger-validation.ts';
import type { ValidationContext } from './validation-context.ts';

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
