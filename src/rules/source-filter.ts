import type { Engine } from '../engine/engine.ts';

/** What is known of the filter of an event source before there is any event. */
interface Compiled {
  /** Why it does not compile. */
  readonly error: string | undefined;
  /** The compiler knows that the result is neither true nor false. */
  readonly neverBoolean: boolean;
  /** The paths into the data that it reads: `body`, `body.action`. */
  readonly paths: readonly string[];
  /** How many names there are in it, its own and those of functions included. */
  readonly names: number;
}

/** Several rules ask the same of one filter. */
const KNOWN = new WeakMap<Engine, Map<string, Compiled>>();

/** Why the filter does not compile; undefined when it does. */
export function compileError(engine: Engine, expression: string): string | undefined {
  return compiled(engine, expression).error;
}

/** True when the compiler knows that the result is neither true nor false. */
export function isNeverBoolean(engine: Engine, expression: string): boolean {
  return compiled(engine, expression).neverBoolean;
}

/** The paths into the data that an expression reads; none for one that does not compile. */
export function pathsOf(engine: Engine, expression: string): readonly string[] {
  return compiled(engine, expression).paths;
}

/** What a filter that reads nothing of the event says of each; undefined for any other. */
export function constantResult(engine: Engine, expression: string): boolean | undefined {
  const { error, neverBoolean, names } = compiled(engine, expression);
  if (error !== undefined || neverBoolean || names !== 0 || MOVING.test(expression)) return undefined;
  const [answer] = engine.ask([{ op: 'sourceFilter', expression, json: '{}' }]);
  return answer.ok ? answer.value : undefined;
}

/** What is another thing each time. */
const MOVING = /\b(?:now|rand\w*|uuid\w*|date\w*|ago|shuffle)\b|\$env/i;

function compiled(engine: Engine, expression: string): Compiled {
  let known = KNOWN.get(engine);
  if (known === undefined) {
    known = new Map();
    KNOWN.set(engine, known);
  }
  const found = known.get(expression) ?? plain(expression) ?? compile(engine, expression);
  known.set(expression, found);
  return found;
}

const MEMBER = String.raw`\.(?!(?:and|or|not|in|let|matches|contains|startsWith|endsWith)\b)[A-Za-z_]\w*`;
const COMPARISON = new RegExp(
  String.raw`^(?:body|headers?)(?:${MEMBER})* ?[!=]= ?(?:"[^"\\\n]*"|\d{1,9}|true|false)$`,
);

/** The most common filters, which need no compiler: comparisons of plain paths with constants. */
function plain(expression: string): Compiled | undefined {
  const parts = expression.split(/ (?:&&|\|\|) /);
  if (!parts.every((part) => COMPARISON.test(part))) return undefined;
  const paths = parts.flatMap((part) => {
    const keys = part.slice(0, part.search(/ ?[!=]=/)).split('.');
    return keys.map((_, index) => keys.slice(0, index + 1).join('.'));
  });
  return { error: undefined, neverBoolean: false, paths: [...new Set(paths)], names: paths.length };
}

/** Names that are there beside the data. Source: argo-events pkg/shared/expr/eval.go (GetFuncMap). */
const GIVEN: ReadonlySet<string> = new Set(['asInt', 'asFloat', 'jsonpath', 'toJson', 'sprig', '$env']);

/**
 * Filters are compiled without knowing the data, so what the other branch of a condition says is the compiler's word
 * alone, and so is what it says of the other side of an "or".
 * Source: argo-events pkg/shared/expr/eval.go (EvalBool), antonmedv/expr v1.15.5 expr.go (Eval).
 */
function compile(engine: Engine, expression: string): Compiled {
  const [branch, either, variables] = engine.ask([
    { op: 'sourceFilter', expression: `true ? true : ${expression}`, json: '{}' },
    { op: 'sourceFilter', expression: `true || (\n${expression}\n)`, json: '{}' },
    { op: 'workflowVariables', expression },
  ]);
  if (!branch.ok && branch.kind === 'error') {
    const [alone] = engine.ask([{ op: 'sourceFilter', expression, json: '{}' }]);
    const text = alone.ok ? branch.error : alone.error;
    const error = text
      .replace(/^unable to evaluate expression '/, '')
      .replace(`${expression}': `, '')
      .replace(/\n[\s\S]*$/, '');
    return { error, neverBoolean: false, paths: [], names: 0 };
  }
  const own = new Set([...expression.matchAll(/\blet\s+(\w+)/g)].map(([, name = '']) => name));
  const isData = (path: string) => {
    const [root = ''] = path.split('.', 1);
    return !GIVEN.has(root) && !own.has(root);
  };
  return {
    error: undefined,
    neverBoolean: !either.ok && either.kind === 'error' && either.error.includes('mismatched types bool and'),
    paths: variables.ok ? variables.value.filter(isData) : [],
    // Without an answer nobody knows.
    names: variables.ok ? variables.value.length : 1,
  };
}
