import { isSet, objectAt, textAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';
import { callsOf, entriesOf, templatesIn } from '../workflow-templates.ts';

export const outputReference: Rule = {
  id: 'workflow/output-reference',
  severity: 'error',
  summary: 'an output of steps or a DAG that reads a step or task which is not there',
  docs: {
    why: `\`valueFrom.parameter\` is looked up when all steps or tasks have ended; the braces around it may be left out, and then
\`argo lint\` does not look at it. What is not there ends the node in an error, "unable to resolve", if there is no default.
Source: argo-workflows workflow/controller/scope.go (resolveVar), workflow/controller/operator.go
(getTemplateOutputsFromScope).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      steps: [[{name: build, template: task}]]
      outputs: {parameters: [{name: log, valueFrom: {parameter: steps.biuld.outputs.result}}]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      steps: [[{name: build, template: task}]]
      outputs: {parameters: [{name: log, valueFrom: {parameter: steps.build.outputs.result}}]}
    - {name: task, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      for (const template of templatesIn(workflow)) {
        const calls = callsOf(template);
        const names = calls.map(({ prefix, spec }) => `${prefix}.${textAt(spec, 'name')}`);
        if (calls.length === 0 || names.some((name) => name.includes('{{'))) continue;
        const outputs = objectAt(template.spec, 'outputs');
        for (const { spec, path } of entriesOf(outputs, 'parameters', [...template.path, 'outputs'])) {
          const from = objectAt(spec, 'valueFrom');
          const read = /^(?:steps|tasks)\.[^.{}]+(?=\.)/.exec(textAt(from, 'parameter').trim())?.[0];
          if (read === undefined || names.includes(read) || isSet(from, 'default')) continue;
          const near = nearest(read, names);
          report({
            resource: workflow.resource,
            path: [...path, 'valueFrom', 'parameter'],
            message: `there is no "${read}" in the template`,
            ...(near !== undefined && { help: `did you mean "${near}"?` }),
          });
        }
      }
    },
  },
};
