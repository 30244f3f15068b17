import type { Engine } from '../engine/engine.ts';
import type { Sensor, Trigger } from '../model/kinds/sensor.ts';
import { buildConditions, type ConditionsProblem } from '../simulate/conditions.ts';
import { subscriptionOf } from './subscription.ts';

/**
 * Why the conditions of a trigger stop it from ever firing.
 *
 * name: a dependency in them has a name that no conditions can hold · reserved: one has the name of something else in
 * the language · unknown: they name what is no dependency · constant: they name none · unreadable: all else
 */
export type ConditionsFault =
  | { readonly kind: 'name' | 'reserved'; readonly name: string }
  | { readonly kind: 'unknown'; readonly names: readonly string[] }
  | { readonly kind: 'constant' }
  | { readonly kind: 'unreadable'; readonly problem: ConditionsProblem };

/** Undefined for conditions that work, and for a trigger without any. */
export function conditionsFault(
  engine: Engine,
  trigger: Trigger,
  sensor: Sensor,
): ConditionsFault | undefined {
  const { conditions, path } = trigger;
  // Those of a dlqTrigger are not read: argo-events pkg/sensors/listener.go (listenEvents).
  if (conditions === '' || path.includes('dlqTrigger')) return undefined;
  if (subscriptionOf(engine, trigger, sensor) !== undefined) return undefined;
  const names = sensor.dependencies.map(({ name }) => name);
  const built = buildConditions(engine, conditions, names);
  if (built.ok) return undefined;
  const inIt = names.filter((name) => name !== '' && isNamed(conditions, name));
  const unusable = inIt.find((name) => !isUsable(engine, name));
  if (unusable !== undefined) return { kind: 'name', name: unusable };
  const reserved = inIt.find((name) => !buildConditions(engine, `${name} && ${name}`, [name]).ok);
  if (reserved !== undefined) return { kind: 'reserved', name: reserved };
  const { problem } = built;
  if (problem.step === 'subscribe') return { kind: 'constant' };
  if (problem.step === 'match' || problem.failure.error.startsWith('unknown name ')) {
    const unknown = wordsOf(conditions).filter((word) => !names.some((name) => isSame(name, word)));
    if (unknown.length > 0) return { kind: 'unknown', names: unknown };
  }
  return { kind: 'unreadable', problem };
}

/** Can a trigger wait for a dependency of that name, whatever its conditions are? */
export function isUsable(engine: Engine, name: string): boolean {
  if (/^[A-Za-z][\w-]*$/.test(name) && !/^(?:true|false|in)$/i.test(name)) return true;
  const built = buildConditions(engine, '', [name]);
  return built.ok && built.conditions.dependencies[0] === name;
}

/** Dashes and underscores are one: argo-events pkg/sensors/listener.go (getDependencyExpression). */
export function isSame(a: string, b: string): boolean {
  return a.replaceAll('-', '_') === b.replaceAll('-', '_');
}

export function isNamed(conditions: string, name: string): boolean {
  if (/^[A-Za-z_][\w-]*$/.test(name)) return wordsOf(conditions).some((word) => isSame(word, name));
  return conditions.includes(name);
}

/** What looks like a name in conditions, each once. */
export function wordsOf(conditions: string): readonly string[] {
  return [...new Set(conditions.match(/[\p{L}_][\p{L}\d_-]*/gu) ?? [])];
}
