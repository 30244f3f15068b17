import type { Edit, Path } from '../../diagnostic.ts';
import type { Fields } from '../fields.ts';

/** A thing for which the controller refuses an object. */
export interface Refusal {
  /** The id of the lint rule that explains it: `filter/comparator-unknown`. */
  readonly rule: string;
  /** In the controller's words; '' for the one error that has none. */
  readonly message: string;
  /** From the resource's root; what is missing is at the object that lacks it. */
  readonly path: Path;
  /** The fields at `path` that it is about, where that is no value: they are missing, or exclude each other. */
  readonly keys?: readonly string[];
  /** What to do, where the controller's words do not say. */
  readonly help?: string;
  /** What was meant, where there is little doubt; safe where no person has to decide. */
  readonly fix?: { readonly message: string; readonly safe: boolean; readonly edits: readonly Edit[] };
}

/** What a refusal says beside the controller's words. */
export type Remedy = Pick<Refusal, 'help' | 'fix'>;

/** The value that was meant; nothing where nobody knows. */
export function writing(path: Path, meant: string | number | undefined, safe = true): Pick<Refusal, 'fix'> {
  if (meant === undefined) return {};
  return {
    fix: { message: `write ${JSON.stringify(meant)}`, safe, edits: [{ kind: 'set', path, value: meant }] },
  };
}

/** The same, and a question instead of other help. */
export function insteadOf(path: Path, meant: string | number | undefined, safe = true): Remedy {
  if (meant === undefined) return {};
  return { help: `did you mean ${JSON.stringify(meant)}?`, ...writing(path, meant, safe) };
}

/** The field that is missing. */
export function adding(
  { path }: Fields,
  key: string,
  value: string | boolean,
  safe: boolean,
): Pick<Refusal, 'fix'> {
  const edits: readonly Edit[] = [{ kind: 'set', path: [...path, key], value }];
  return { fix: { message: `add "${key}: ${value}"`, safe, edits } };
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
