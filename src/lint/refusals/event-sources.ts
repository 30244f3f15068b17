import type { Diagnostic } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Model } from '../../model/model.ts';
import { Fields } from '../../simulate/fields.ts';
import { eventSourceRefusals as refusalsOf } from '../../simulate/sources/validation/event-source.ts';
import { refusalDiagnostics } from './diagnostics.ts';

/** What the controller would refuse EventSources for: all of it, where the controller itself says the first thing. */
export function eventSourceRefusals(model: Model, engine: Engine): readonly Diagnostic[] {
  return model.eventSources.flatMap(({ resource }) => {
    const fields = new Fields(resource.value);
    return refusalDiagnostics(resource, fields, refusalsOf(fields, engine));
  });
}
