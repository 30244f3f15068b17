import type { Path } from '../../diagnostic.ts';
import type { Failure } from '../failure.ts';
import type { Decision } from '../trace.ts';

/** A decision that does not know in which resource it stands: `path` starts at the dependency's `filters`. */
export type FilterDecision = Omit<Decision, 'at'> & { readonly path: Path };

/** What a filter says of one event. */
export interface Verdict {
  readonly pass: boolean;
  readonly failure?: Failure;
  /** Why it did not pass; absent when it passed. */
  readonly decision?: FilterDecision;
}

export const PASSED: Verdict = { pass: true };

/**
 * How several items of one kind of filter are joined: with "and" the first item that fails or has an error decides;
 * with "or" the first that passes, and the errors of the others are collected.
 * Source: argo-events pkg/sensors/dependencies/filter.go (filterExpr, filterData).
 */
export function join(
  kind: 'expr' | 'data',
  operator: string,
  items: Iterable<Verdict & { readonly skipped?: boolean }>,
): Verdict {
  const or = operator === 'or';
  const errors: string[] = [];
  let decision: FilterDecision | undefined;
  for (const item of items) {
    if (item.skipped) continue;
    const { failure } = item;
    if (failure !== undefined && failure.kind !== 'error') return item;
    if (!or) {
      if (failure !== undefined) return { ...item, failure: filterError(kind, failure.error) };
      if (!item.pass) return item;
    } else {
      if (item.pass) return PASSED;
      if (failure !== undefined) errors.push(failure.error);
      decision ??= item.decision;
    }
  }
  if (!or) return PASSED;
  return {
    pass: false,
    ...(errors.length > 0 && { failure: error(`${kind} filter errors [${errors.join(' / ')}]`) }),
    ...(decision && { decision }),
  };
}

export function filterError(kind: string, detail: string): Failure {
  return error(`${kind} filter error (${detail})`);
}

function error(text: string): Failure {
  return { kind: 'error', error: text };
}

/** `a body.message`, `an items.0`. */
export function a(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

export function oneOf(choices: readonly string[]): string {
  if (choices.length < 2) return choices.join('');
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
