import type { Engine, GjsonResult } from '../engine/engine.ts';
import { UserError } from '../errors.ts';

// JSON stays text on its way to the event source: parsing it here would lose digits, key order and duplicates,
// which the real one keeps.

export function isJson(engine: Engine, text: string): boolean {
  return engine.ask([{ op: 'compactJson', json: text }])[0].ok;
}

/** The text without white space. Throws a UserError (usage) naming `what` when it is not JSON. */
export function compact(engine: Engine, text: string, what: string): string {
  const [answer] = engine.ask([{ op: 'compactJson', json: text }]);
  if (answer.ok) return answer.value;
  const hint = text.trim() === '' ? 'it is empty' : answer.error;
  throw new UserError('usage', `${what} is not JSON: ${hint}`);
}

/** The members of a JSON object, by plain names (gjson's special characters are escaped). */
export function members<const N extends string>(
  engine: Engine,
  json: string,
  names: readonly N[],
): Readonly<Record<N, GjsonResult>> {
  const [answer] = engine.ask([{ op: 'gjson', json, paths: names.map(escapePath) }]);
  if (!answer.ok) throw new Error(answer.error);
  const results = answer.value;
  return Object.fromEntries(names.map((name, index) => [name, results[index]])) as Record<N, GjsonResult>;
}

function escapePath(name: string): string {
  return name.replace(/[^\w-]/g, '\\$&');
}

/**
 * Assignments such as `body.user.name=Ada`, in the path language of a trigger parameter's `dest`. A value that is
 * JSON is set as such, any other as a text. Throws a UserError (usage) for what cannot be set.
 */
export function assign(engine: Engine, json: string, assignments: readonly string[]): string {
  let changed = json;
  for (const assignment of assignments) {
    const { path, value } = splitAssignment(assignment);
    const [valid] = engine.ask([{ op: 'compactJson', json: value }]);
    const change = valid.ok ? { path, value: valid.value, raw: true } : { path, value, raw: false };
    const [answer] = engine.ask([{ op: 'sjson', json: changed, changes: [change] }]);
    if (!answer.ok) throw new UserError('usage', `"${assignment}" cannot be set: ${answer.error}`);
    changed = answer.value;
  }
  return changed;
}

/** Throws a UserError (usage) for text without `=` or without a path. */
export function splitAssignment(assignment: string): { path: string; value: string } {
  const equals = assignment.indexOf('=');
  if (equals < 1) {
    throw new UserError('usage', `"${assignment}" is not PATH=VALUE`, 'for example body.message=hello');
  }
  return { path: assignment.slice(0, equals), value: assignment.slice(equals + 1) };
}
