import type { Path } from '../../diagnostic.ts';
import type { JsonValue } from '../../json.ts';

/** A thing for which the controller refuses an object. */
export interface Refusal {
  /** The id of the rule that explains it: `filter/comparator-unknown`. */
  readonly rule: string;
  /** In the controller's words. */
  readonly message: string;
  /** From the resource's root; what is missing is at the object that lacks it. */
  readonly path: Path;
  /** The fields at `path` that are missing, when that is what is wrong. */
  readonly missing?: readonly string[];
  /** What to do about it, where the controller's words do not say. */
  readonly help?: string;
  /** What was meant, where there is little doubt. */
  readonly meant?: Meant;
}

export interface Meant {
  /** From the resource's root. */
  readonly path: Path;
  readonly value: JsonValue;
  /** False when a person has to decide whether the object should say that. */
  readonly certain: boolean;
}

/** The same refusals, told from further outside. */
export function* prefixed(prefix: string, refusals: Iterable<Refusal>): Iterable<Refusal> {
  for (const refusal of refusals) yield { ...refusal, message: `${prefix}${refusal.message}` };
}

/** The one that the controller says: it stops there, and so does the work behind the refusals. */
export function first(refusals: Iterable<Refusal>): Refusal | undefined {
  for (const refusal of refusals) return refusal;
  return undefined;
}
