import type { Diagnostic, Path } from '../../diagnostic.ts';
import { scalarText } from '../../json.ts';
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
  const unread = new Set(problems.map(({ path }) => key(path)));
  return refusals
    .filter(({ path, missing = [] }) => {
      return !unread.has(key(path)) && !missing.some((field) => unread.has(key([...path, field])));
    })
    .map((refusal) => diagnosticOf(resource, refusal));
}

function diagnosticOf(resource: Resource, refusal: Refusal): Diagnostic {
  const { rule, message, path, missing, meant } = refusal;
  const help = missing === undefined && meant ? `did you mean ${JSON.stringify(meant.value)}?` : refusal.help;
  const fix =
    meant &&
    fixOf(resource, {
      message: missing === undefined ? `write ${JSON.stringify(meant.value)}` : `add ${addition(meant)}`,
      safe: meant.certain,
      edits: [{ kind: 'set', path: meant.path, value: meant.value }],
    });
  return {
    rule,
    severity: 'error',
    message,
    // Of what lacks something the name is meant, not all that it holds.
    at: resource.at(path, missing === undefined ? 'value' : 'key'),
    ...(help !== undefined && { help }),
    ...(fix && { fix }),
  };
}

function addition({ path, value }: NonNullable<Refusal['meant']>): string {
  return `"${String(path.at(-1))}: ${scalarText(value) ?? '…'}"`;
}

function key(path: Path): string {
  return JSON.stringify(path);
}
