import type { Engine } from '../engine/engine.ts';

/**
 * What is wrong with the filter of an event source before there is any event; undefined when it compiles. Filters are
 * compiled without knowing the data, so what the other branch of a condition says is the compiler's word alone.
 * Source: argo-events pkg/shared/expr/eval.go (EvalBool), antonmedv/expr v1.15.5 expr.go (Eval).
 */
export function compileError(engine: Engine, expression: string): string | undefined {
  let known = KNOWN.get(engine);
  if (known === undefined) {
    known = new Map();
    KNOWN.set(engine, known);
  }
  if (!known.has(expression)) known.set(expression, compile(engine, expression));
  return known.get(expression);
}

/** Several rules ask the same of one filter. */
const KNOWN = new WeakMap<Engine, Map<string, string | undefined>>();

function compile(engine: Engine, expression: string): string | undefined {
  const branch = 'true ? true : ';
  const [behind, alone] = engine.ask([
    { op: 'sourceFilter', expression: `${branch}${expression}`, json: '{}' },
    { op: 'sourceFilter', expression, json: '{}' },
  ]);
  if (behind.ok || behind.kind !== 'error') return undefined;
  const { error } = alone.ok ? behind : alone;
  return error
    .replace(/^unable to evaluate expression '/, '')
    .replace(`${expression}': `, '')
    .replace(/\n[\s\S]*$/, '');
}

/** True when the compiler knows that the result is neither true nor false. */
export function isNeverBoolean(engine: Engine, expression: string): boolean {
  if (compileError(engine, expression) !== undefined) return false;
  const [answer] = engine.ask([
    { op: 'sourceFilter', expression: `true || (\n${expression}\n)`, json: '{}' },
  ]);
  return !answer.ok && answer.kind === 'error' && answer.error.includes('mismatched types bool and');
}

/** Names that are there beside the data. Source: argo-events pkg/shared/expr/eval.go (GetFuncMap). */
const GIVEN: ReadonlySet<string> = new Set(['asInt', 'asFloat', 'jsonpath', 'toJson', 'sprig', '$env']);

/**
 * The paths into the data that an expression reads: `body`, `body.action`. A text with a dot in a key is left out, as
 * are the expression's own names. None for an expression that does not compile.
 */
export function pathsOf(engine: Engine, expression: string): readonly string[] {
  if (compileError(engine, expression) !== undefined) return [];
  const [answer] = engine.ask([{ op: 'workflowVariables', expression }]);
  if (!answer.ok) return [];
  const own = new Set([...expression.matchAll(/\blet\s+(\w+)/g)].map(([, name = '']) => name));
  return answer.value.filter((path) => {
    const [root = ''] = path.split('.', 1);
    return !GIVEN.has(root) && !own.has(root);
  });
}
