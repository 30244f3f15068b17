import type { Engine } from '../../engine/engine.ts';
import type { Workflow } from '../../model/kinds/workflow.ts';
import type { Resource } from '../../model/resource.ts';
import { nearest } from '../../nearest.ts';
import type { Inspection, Rule } from '../rule.ts';
import {
  bindingExpressions,
  type Expression,
  expressionsIn,
  readExpressions,
  type UnknownName,
  unknownName,
} from '../workflow-expressions.ts';

export const expressionUnknownName: Rule = {
  id: 'workflow/expression-unknown-name',
  severity: 'error',
  summary: 'an expression with a name that has no value there',
  docs: {
    why: `\`argo lint\` looks at the variables in \`{{…}}\` but not at those in \`{{=…}}\`. In the run such an expression cannot be
compiled: it stays in the text as it is written, or the step waits for ever, or the node ends in an error, whichever
field it stands in. A name with a dash is a subtraction: write \`inputs.parameters['my-name']\`. A member that may be
missing is written with \`?.\` or \`??\`. Source: argo-workflows util/template/expression_template.go
(expressionReplaceStrict), util/expr/argoexpr/eval.go (EvalBool), workflow/controller/operator.go
(buildRetryStrategyLocalScope), workflow/executor/agent.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: job-name, value: a}]}
  templates:
    - {name: main, container: {image: alpine, args: ["{{=workflow.parameters.job-name}}"]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: job-name, value: a}]}
  templates:
    - {name: main, container: {image: alpine, args: ["{{=workflow.parameters['job-name']}}"]}}
`,
  },
  check: {
    workflow(workflow, inspection, embedded) {
      // A trigger may fill in arguments that are not written in its object.
      const known = embedded === undefined ? workflow : undefined;
      check(workflow.resource, expressionsIn(workflow), known, inspection);
    },
    resource(resource, inspection) {
      if (resource.kind !== 'WorkflowEventBinding') return;
      check(resource, bindingExpressions(resource), undefined, inspection);
    },
  },
};

function check(
  resource: Resource,
  expressions: readonly Expression[],
  workflow: Workflow | undefined,
  { engine, report }: Inspection,
): void {
  for (const reading of readExpressions(engine, expressions)) {
    if (!('names' in reading)) continue;
    const { expression, names } = reading;
    const said = new Set<string>();
    for (const name of names) {
      const unknown = unknownName(name, expression, workflow) ?? unknownFunction(name, expression, engine);
      if (unknown === undefined || said.has(unknown.name)) continue;
      said.add(unknown.name);
      const near = nearest(unknown.name, unknown.candidates);
      const dashed = dashedName(unknown.name, expression.text, unknown.candidates);
      const help =
        dashed !== undefined
          ? `a dash is a subtraction: write ${dashed}`
          : near === undefined
            ? undefined
            : `did you mean "${near}"?`;
      report({
        resource,
        path: expression.path,
        message: `"${unknown.name}" has no value in "${expression.text}": ${unknown.why}`,
        ...(help !== undefined && { help }),
      });
    }
  }
}

/** A function of sprig that there is not, or that Argo Workflows takes away. */
function unknownFunction(name: string, { roots }: Expression, engine: Engine): UnknownName | undefined {
  const called = /^sprig\.(\w+)$/.exec(name)?.[1];
  if (called === undefined || !roots.has('sprig')) return undefined;
  const expression = `${JSON.stringify(called)} in sprig`;
  const [answer] = engine.ask([{ op: 'workflowExpression', expression, env: '{}' }]);
  if (!answer.ok || answer.value.json !== 'false') return undefined;
  return { name, why: 'sprig has no such function here', candidates: [] };
}

/** `inputs.parameters['my-name']` where `inputs.parameters.my-name` is written and there is such a thing. */
function dashedName(name: string, text: string, candidates: readonly string[]): string | undefined {
  const meant = candidates.find((one) => one.startsWith(`${name}-`) && text.includes(one));
  if (meant === undefined) return undefined;
  const dot = meant.lastIndexOf('.');
  return `${meant.slice(0, dot)}['${meant.slice(dot + 1)}']`;
}
