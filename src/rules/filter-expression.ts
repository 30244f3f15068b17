import type { Engine } from '../engine/engine.ts';
import type { ExprSpec } from '../simulate/dependency/filter-spec.ts';

/** What govaluate makes of an expression without any event. */
export type ReadExpression = {
  /** Names of fields that the expression cannot use as they are, though it seems to. */
  readonly oddNames: readonly string[];
} & (
  | { readonly ok: true; readonly variables: readonly string[] }
  | { readonly ok: false; readonly error: string }
);

const READ = new WeakMap<ExprSpec, ReadExpression>();

export function readExpression(engine: Engine, spec: ExprSpec): ReadExpression {
  let read = READ.get(spec);
  if (read === undefined) {
    read = ask(engine, spec);
    READ.set(spec, read);
  }
  return read;
}

/** Source: argo-events pkg/sensors/dependencies/filter.go (filterExpr), github.com/Knetic/govaluate parsing.go. */
function ask(engine: Engine, { expr, fields }: ExprSpec): ReadExpression {
  const [answer] = engine.ask([{ op: 'govaluateVariables', expression: expr }]);
  const variables = answer.ok ? [...new Set(answer.value)] : [];
  const oddNames = fields
    .map(({ name }) => name)
    .filter((name) => name !== '' && !/^\p{L}[\p{L}\d_]*$/u.test(name))
    .filter((name) => expr.includes(name) && !variables.includes(name));
  if (answer.ok) return { ok: true, variables, oddNames };
  // An expression that argoflow stopped reading is not known to be wrong.
  if (answer.kind !== 'error') return { ok: true, variables: fields.map(({ name }) => name), oddNames: [] };
  return { ok: false, error: answer.error, oddNames };
}
