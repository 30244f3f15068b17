import type { Engine } from '../engine/engine.ts';
import { bareObject } from '../json.ts';
import { type Failure, failureOf } from './failure.ts';

/** When a trigger fires, in terms of its sensor's dependencies. */
export interface Conditions {
  /** The names of dependencies with `&&`, `||` and parentheses. */
  readonly expression: string;
  /** The dependencies in it, each once, in order: the trigger hears of no others. */
  readonly dependencies: readonly string[];
  /** Without an `&` a trigger fires on every event, and the expression is never evaluated. */
  readonly accumulates: boolean;
}

/** Why a trigger can never fire: its goroutine ends with an error in the sensor's log, and the sensor runs on. */
export interface ConditionsProblem {
  readonly step: 'translate' | 'parse' | 'match' | 'subscribe';
  /** What the sensor logs; '' for `subscribe`, of which it says nothing. */
  readonly log: string;
  readonly failure: Failure;
  /** For `match`: the name that is no dependency. */
  readonly name?: string;
}

export type BuiltConditions =
  | { readonly ok: true; readonly conditions: Conditions }
  | { readonly ok: false; readonly problem: ConditionsProblem };

/**
 * The trigger's `conditions` as an expression over dependencies; without conditions all of them are needed.
 * Source: argo-events pkg/sensors/listener.go (getDependencyExpression, listenEvents).
 *
 * @param dependencies The names of all dependencies of the sensor, in their order.
 */
export function buildConditions(
  engine: Engine,
  conditions: string,
  dependencies: readonly string[],
): BuiltConditions {
  let expression = dependencies.join('&&');
  if (conditions !== '') {
    const names = bareObject<string>();
    for (const name of dependencies) names[name.replaceAll('-', '_')] = name;
    const [translated] = engine.ask([{ op: 'conditionText', expression: quoteOperators(conditions), names }]);
    if (!translated.ok)
      return stopped('translate', 'failed to get dependency expression', failureOf(translated));
    expression = translated.value.replaceAll('"("', '(').replaceAll('")"', ')');
  }

  const [variables] = engine.ask([{ op: 'govaluateVariables', expression: escapeNames(expression) }]);
  if (!variables.ok) return stopped('parse', 'failed to get new evaluable expression', failureOf(variables));
  const used = [...new Set(variables.value)];
  const unknown = used.find((name) => !dependencies.includes(name));
  if (unknown !== undefined) {
    const log = `Dependency expression and dependency list do not match, ${unknown} is not found`;
    return {
      ok: false,
      problem: { step: 'match', log, failure: { kind: 'error', error: log }, name: unknown },
    };
  }
  if (used.length === 0) {
    const error = `the conditions "${expression}" name no dependency`;
    return { ok: false, problem: { step: 'subscribe', log: '', failure: { kind: 'error', error } } };
  }
  return {
    ok: true,
    conditions: { expression, dependencies: used, accumulates: expression.includes('&') },
  };
}

/** The operators become texts that are joined with the names' texts: `a && b` → `a + "&&" + b`. */
function quoteOperators(conditions: string): string {
  return conditions
    .replaceAll('&&', ' + "&&" + ')
    .replaceAll('||', ' + "||" + ')
    .replaceAll('-', '_')
    .replaceAll('(', '"("+')
    .replaceAll(')', '+")"');
}

function escapeNames(expression: string): string {
  return expression.replaceAll('-', '\\-');
}

function stopped(step: 'translate' | 'parse', what: string, failure: Failure): BuiltConditions {
  return { ok: false, problem: { step, log: `${what}: ${failure.error}`, failure } };
}

export interface ConditionsVerdict {
  readonly holds: boolean;
  readonly failure?: Failure;
}

/**
 * Does the expression hold, given which dependencies have an event?
 * Source: argo-events pkg/eventbus/jetstream/sensor/trigger_conn.go (processMsg).
 */
export function conditionsHold(
  engine: Engine,
  expression: string,
  satisfied: Readonly<Record<string, boolean>>,
): ConditionsVerdict {
  const [result] = engine.ask([
    {
      op: 'govaluate',
      expression: escapeNames(expression),
      parameters: JSON.stringify(satisfied),
      version: 'events',
    },
  ]);
  if (!result.ok) return { holds: false, failure: failureOf(result) };
  return { holds: result.value.type === 'bool' && result.value.text === 'true' };
}
