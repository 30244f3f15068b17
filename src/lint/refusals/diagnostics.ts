import type { Diagnostic, Path, Place } from '../../diagnostic.ts';
import { valueAt } from '../../json.ts';
import type { Resource } from '../../model/resource.ts';
import { fixOf } from '../../rules/run.ts';
import type { Fields } from '../../simulate/fields.ts';
import type { Refusal } from '../../simulate/validation/refusal.ts';

/**
 * The refusals of one object, all of them read through `fields`. A field of a wrong type counts as absent for the
 * controller's validation; it is there all the same, and the shape of the object says what is wrong with it.
 */
export function refusalDiagnostics(
  resource: Resource,
  { problems }: Fields,
  refusals: readonly Refusal[],
): readonly Diagnostic[] {
  const isUnread = (path: Path) => problems.some((problem) => isWithin(path, problem.path));
  return refusals
    .filter(({ path, keys = [] }) => !isUnread(path) && !keys.some((key) => isUnread([...path, key])))
    .map((refusal) => diagnosticOf(resource, refusal));
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.every((key, index) => path[index] === key);
}

function diagnosticOf(resource: Resource, { rule, message, path, keys, help, fix }: Refusal): Diagnostic {
  const written = fix && fixOf(resource, fix);
  return {
    rule,
    severity: 'error',
    // The only error of the controller without a text.
    message: message || 'the event has no "webhook"',
    at: placeOf(resource, path, keys !== undefined),
    ...(help !== undefined && { help }),
    ...(written && { fix: written }),
  };
}

/** What lacks something is shown by its name, not by all that it holds. */
function placeOf(resource: Resource, path: Path, lacks: boolean): Place {
  if (valueAt(resource.value, path) === undefined) return placeOf(resource, path.slice(0, -1), true);
  return resource.at(path, lacks ? 'key' : 'value');
}
