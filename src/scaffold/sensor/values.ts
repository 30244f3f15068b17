import { UserError } from '../../errors.ts';
import { nameFor } from '../../proposals/names.ts';
import type { Dependency } from '../dependencies.ts';
import { parseFilter } from '../filter-text.ts';

/** A value of an event that a trigger takes. */
export interface Value {
  readonly name: string;
  readonly dependency: string;
  readonly dataKey: string;
  /** Whether a sample event has a whole number there. */
  readonly isInteger?: boolean;
}

/** An event of a dependency passes when the value at a path is one of these. */
export interface Filter {
  readonly dependency: string;
  readonly path: string;
  readonly type: 'string' | 'number' | 'bool';
  readonly comparator?: string;
  readonly values: readonly string[];
  /** The values are regular expressions, and no texts to be met exactly. */
  readonly isPattern?: boolean;
}

/** An event of the first dependency passes when this holds of the values at the paths. */
export interface Expression {
  readonly expr: string;
  readonly fields: readonly { readonly name: string; readonly path: string }[];
}

/**
 * The value that `[NAME=][DEPENDENCY:]DATAKEY` means; of the first dependency where none is named.
 * Throws a UserError (usage).
 */
export function readValue(written: string, dependencies: readonly Dependency[]): Value {
  const [, name, rest = ''] = /^(?:([A-Za-z][\w-]*)=)?(.*)$/s.exec(written) ?? [];
  const { dependency, path } = splitDependency(rest, dependencies);
  if (path === '')
    throw new UserError('usage', `"${written}" names no value of the event`, '--parameter ref=body.ref');
  return { name: name ?? nameFor(path), dependency, dataKey: path };
}

/**
 * The filter that `[DEPENDENCY:]PATH OPERATOR VALUE[|VALUE…]` means: `body.ref=refs/heads/main`, `body.total>=100`. No
 * event is at hand, so the values say of which type they are. Throws a UserError (usage).
 */
export function readFilter(written: string, dependencies: readonly Dependency[]): Filter {
  const { path: left, operator, values } = parseFilter(written);
  const { dependency, path } = splitDependency(left, dependencies);
  if (operator === '~') return { dependency, path, type: 'string', values, isPattern: true };
  const isNumber = values.every((value) => /^-?\d+(?:\.\d+)?$/.test(value));
  const isBool = values.every((value) => value === 'true' || value === 'false');
  if (!isNumber && /^[<>]/.test(operator)) {
    throw new UserError('usage', `"${operator}" compares numbers, and "${values.join('|')}" is none`);
  }
  const type = isNumber ? 'number' : isBool ? 'bool' : 'string';
  return { dependency, path, type, values, ...(operator !== '=' && { comparator: operator }) };
}

function splitDependency(
  text: string,
  dependencies: readonly Dependency[],
): { readonly dependency: string; readonly path: string } {
  const colon = text.indexOf(':');
  const named = dependencies.find(({ name }) => name === text.slice(0, Math.max(colon, 0)));
  if (named !== undefined) return { dependency: named.name, path: text.slice(colon + 1) };
  return { dependency: dependencies[0]?.name ?? '', path: text };
}

/** The values with names that are all different. */
export function withOwnNames(values: readonly Value[]): readonly Value[] {
  const taken = new Set<string>();
  return values.map((value) => {
    let name = value.name;
    for (let number = 2; taken.has(name); number++) name = `${value.name}-${number}`;
    taken.add(name);
    return { ...value, name };
  });
}
