import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { callsIn } from '../workflow-templates.ts';

export const withParamInvalid: Rule = {
  id: 'workflow/with-param-invalid',
  severity: 'error',
  summary: 'a withParam that is no list',
  docs: {
    why: `The text has to be a JSON list when the step or task runs; nobody looks at it before. The step or task ends in an error:
"withParam value could not be parsed as a JSON list". Source: argo-workflows workflow/controller/steps.go
(expandStep), workflow/controller/dag.go (expandTask).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: each, template: task, withParam: "a,b"}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: each, template: task, withParam: '["a", "b"]'}]]}
    - {name: task, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      for (const { spec, path } of callsIn(workflow)) {
        const text = textAt(spec, 'withParam');
        if (text.trim() === '' || text.includes('{{')) continue;
        const [answer] = engine.ask([{ op: 'canonicalJson', json: text }]);
        if (answer.ok ? /^(\[|null$)/.test(answer.value) : answer.kind !== 'error') continue;
        const why = answer.ok ? 'it is no list' : answer.error;
        report({
          resource: workflow.resource,
          path: [...path, 'withParam'],
          message: `"${text}" is no JSON list: ${why}`,
          help: 'write the values as withItems, or the text as JSON: \'["a", "b"]\'',
        });
      }
    },
  },
};
