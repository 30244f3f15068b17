import type { Diagnostic, Path, Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { isArray, isObject, type JsonValue } from '../../json.ts';
import type { Model } from '../../model/model.ts';
import type { Resource } from '../../model/resource.ts';
import { fixOf } from '../../rules/run.ts';
import { refusalsOf } from '../../simulate/sources/validation/event-source.ts';

/** What the controller would refuse EventSources for: all of it, where the controller itself says the first thing. */
export function eventSourceRefusals(model: Model, engine: Engine): readonly Diagnostic[] {
  return model.eventSources.flatMap(({ resource }) =>
    refusalsOf(resource.value, engine).map(({ rule, message, path, keys, help, fix }): Diagnostic => {
      const written = fix && fixOf(resource, fix);
      return {
        rule,
        severity: 'error',
        message: message || 'the event has no "webhook"',
        at: placeOf(resource, path, keys !== undefined || rule === 'event-source/duplicate-event'),
        ...(help !== undefined && { help }),
        ...(written && { fix: written }),
      };
    }),
  );
}

/** What lacks something is shown by its name. */
function placeOf(resource: Resource, path: Path, lacks: boolean): Place {
  if (valueAt(resource.value, path) === undefined) return placeOf(resource, path.slice(0, -1), true);
  return resource.at(path, lacks ? 'key' : 'value');
}

function valueAt(root: JsonValue, path: Path): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const key of path) {
    if (typeof key === 'number') value = isArray(value) ? value[key] : undefined;
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}
