import type { Engine } from '../../engine/engine.ts';
import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const retryExpression: Rule = {
  id: 'workflow/retry-expression',
  severity: 'error',
  summary: 'an expression of a retryStrategy that is no condition',
  docs: {
    why: `It has to be true or false. What it reads are texts: the exit code, the duration and the number of retries have to be made
numbers, \`asInt(lastRetry.exitCode) > 1\`. Nobody looks at it before an attempt has failed; then the node ends in an error.
Source: argo-workflows workflow/controller/operator.go (buildRetryStrategyLocalScope), util/expr/argoexpr/eval.go
(EvalBool).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, container: {image: alpine}, retryStrategy: {limit: 3, expression: lastRetry.exitCode > 1}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, container: {image: alpine}, retryStrategy: {limit: 3, expression: asInt(lastRetry.exitCode) > 1}}]
`,
  },
  check: {
    workflow({ spec, specPath, resource, ...workflow }, { engine, report }) {
      const templates = templatesIn({ spec, specPath, resource, ...workflow });
      for (const holder of [{ spec, path: specPath }, ...templates]) {
        const expression = textAt(objectAt(holder.spec, 'retryStrategy'), 'expression');
        if (expression === '' || expression.includes('{{')) continue;
        const reason = reasonAgainst(engine, expression);
        if (reason === undefined) continue;
        const path = [...holder.path, 'retryStrategy', 'expression'];
        report({ resource, path, message: `"${expression}" is no condition: ${reason}` });
      }
    },
  },
};

/** What attempts may leave behind. */
const SAMPLES = [
  { exitCode: '1', status: 'Failed', duration: '1.5', message: 'Error (exit code 1)' },
  { exitCode: '-1', status: 'Error', duration: '10', message: '{"code": 1}' },
  { exitCode: '137', status: 'Failed', duration: '0', message: '1' },
].map((last) =>
  JSON.stringify({
    retries: '0',
    ...Object.fromEntries(Object.entries(last).map(([key, value]) => [`lastRetry.${key}`, value])),
  }),
);

/** Undefined for what can be evaluated in one case at least, and for what other rules find. */
function reasonAgainst(engine: Engine, expression: string): string | undefined {
  const [names] = engine.ask([{ op: 'workflowVariables', expression }]);
  if (!names.ok) return undefined;
  if (
    names.value.some(
      (name) =>
        !/^(retries|lastRetry(\.(exitCode|status|duration|message))?|asInt|asFloat|jsonpath|toJson|sprig(\..*)?)$/.test(
          name,
        ),
    )
  ) {
    return undefined;
  }
  let reason: string | undefined;
  for (const env of SAMPLES) {
    const [answer] = engine.ask([{ op: 'workflowExpression', expression, env }]);
    if (answer.ok ? answer.value.type === 'bool' : answer.kind !== 'error') return undefined;
    reason ??= answer.ok
      ? `it gives ${answer.value.text}`
      : answer.error.split('\n')[0]?.replace(/ \(\d+:\d+\)$/, '');
  }
  return reason;
}
