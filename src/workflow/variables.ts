import { bareObject } from '../json.ts';
import type { Unknowns, UnknownValue } from './unknown.ts';

/**
 * What templates can read, by dotted name: `steps.a.outputs.result`. `null` is an absent optional: the output of a
 * skipped node without a default. Source: argo-workflows workflow/controller/scope.go.
 */
export type Variables = ReadonlyMap<string, string | null>;

/** Later maps win. */
export function mergeVariables(...maps: readonly Variables[]): Map<string, string | null> {
  const merged = new Map<string, string | null>();
  for (const map of maps) for (const [key, value] of map) merged.set(key, value);
  return merged;
}

/** The variables as the environment of an expression: a JSON object, without the values that are not known. */
export function environmentOf(variables: Variables, unknowns: Unknowns): Record<string, string | null> {
  const environment = bareObject<string | null>();
  for (const [key, value] of variables) {
    if (value === null || !unknowns.isIn(value)) environment[key] = value;
  }
  return environment;
}

/**
 * The unknown values that a chain of names may read: of the variable itself and of all below it, else of the nearest
 * one above it, as a longer name hides a shorter one (util/expand/expand.go, removeConflicts).
 */
export function unknownBelow(
  path: string,
  variables: Variables,
  unknowns: Unknowns,
): readonly UnknownValue[] {
  const found: UnknownValue[] = [];
  let above = '';
  let any = false;
  for (const [key, value] of variables) {
    if (key === path || key.startsWith(`${path}.`)) {
      any = true;
      if (value !== null) found.push(...unknowns.in(value));
    } else if (path.startsWith(`${key}.`) && key.length > above.length) above = key;
  }
  return any ? found : unknowns.in(variables.get(above) ?? '');
}
