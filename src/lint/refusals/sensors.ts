import type { Diagnostic } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { isObject } from '../../json.ts';
import type { Model } from '../../model/model.ts';
import { eventBusOf } from '../../simulate/bus/publish.ts';
import { Fields } from '../../simulate/fields.ts';
import { sensorRefusals as refusalsOf } from '../../simulate/validation/sensor-validation.ts';
import { refusalDiagnostics } from './diagnostics.ts';

/** Times of day are read on a day; which one makes no difference to what is refused. */
const SOME_DAY = '2026-01-01T00:00:00Z';

/** Everything for which the controller refuses the Sensors. */
export function sensorRefusals(model: Model, engine: Engine): readonly Diagnostic[] {
  return model.sensors.flatMap(({ resource, eventBusName }) => {
    const bus = eventBusOf(model, model.namespaceOf(resource), eventBusName)?.bus;
    const { spec } = resource.value;
    // A spec of another type is what the shape of the object says.
    if (spec !== undefined && spec !== null && !isObject(spec)) return [];
    const fields = new Fields(isObject(spec) ? spec : {}, ['spec']);
    return refusalDiagnostics(resource, fields, [...refusalsOf({ engine, now: SOME_DAY, bus }, fields)]);
  });
}
