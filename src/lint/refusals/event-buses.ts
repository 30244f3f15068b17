import type { Diagnostic } from '../../diagnostic.ts';
import type { Model } from '../../model/model.ts';
import { Fields } from '../../simulate/fields.ts';
import { busRefusals } from '../../simulate/validation/bus-validation.ts';
import { refusalDiagnostics } from './diagnostics.ts';

/** Everything for which the controller refuses the EventBuses. */
export function eventBusRefusals(model: Model): readonly Diagnostic[] {
  return model.eventBuses.flatMap(({ resource }) => {
    const fields = new Fields(resource.value);
    return refusalDiagnostics(resource, fields, [...busRefusals(fields)]);
  });
}
