import type { Rule } from '../rule.ts';
import { bindingExpressions, expressionsIn, readExpressions } from '../workflow-expressions.ts';

export const expressionSyntax: Rule = {
  id: 'workflow/expression-syntax',
  severity: 'error',
  summary: 'an expression that cannot be read',
  docs: {
    why: `Nobody reads expressions before the run: \`argo lint\` accepts any text between \`{{=\` and \`}}\`, and in the fields of
hooks, retries, outputs, HTTP templates and schedules. When the controller comes to it, the step, the task or the whole
Workflow ends in an error. Note that the first \`}}\` ends an expression, so that a map in it needs a space: \`{a: {b: 1} }\`.
Source: argo-workflows util/template/expression_template.go (expressionReplaceCore), util/expr/argoexpr/eval.go (EvalBool).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: count, value: "1"}]}
  templates:
    - {name: main, container: {image: alpine, args: ["{{=asInt(workflow.parameters.count) +}}"]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: count, value: "1"}]}
  templates:
    - {name: main, container: {image: alpine, args: ["{{=asInt(workflow.parameters.count) + 1}}"]}}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      for (const reading of readExpressions(engine, expressionsIn(workflow))) {
        if (!('error' in reading)) continue;
        const { text, path, tag } = reading.expression;
        const shown = tag ? `{{=${text}}}` : text;
        report({
          resource: workflow.resource,
          path,
          message: `"${shown}" cannot be evaluated: ${reading.error}`,
        });
      }
    },
    resource(resource, { engine, report }) {
      if (resource.kind !== 'WorkflowEventBinding') return;
      for (const reading of readExpressions(engine, bindingExpressions(resource))) {
        if (!('error' in reading)) continue;
        const { text, path } = reading.expression;
        report({ resource, path, message: `"${text}" cannot be evaluated: ${reading.error}` });
      }
    },
  },
};
