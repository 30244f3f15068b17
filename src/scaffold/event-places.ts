import type { Engine, GjsonResult } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { whatIsThere } from '../simulate/data-outline.ts';

/** The values at paths of an event's data, in their order. Throws a UserError (usage) for a path that is none. */
export function lookUp(engine: Engine, data: string, paths: readonly string[]): readonly GjsonResult[] {
  if (paths.length === 0) return [];
  const [answer] = engine.ask([{ op: 'gjson', json: data, paths }]);
  if (answer.ok) return answer.value;
  throw new UserError('usage', `a path cannot be followed: ${answer.error}`);
}

/** The error for a place that the event does not have. `why` says what would come of it. */
export function nothingThere(path: string, data: string, why: string): UserError {
  const there = whatIsThere(data, path);
  return new UserError('usage', `the event has no "${path}": ${why}`, there);
}
