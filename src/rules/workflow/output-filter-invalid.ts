import { objectAt, textAt } from '../../json.ts';
import { judgeQuery, unknownNames } from '../jq.ts';
import type { Rule } from '../rule.ts';
import { entriesOf, templatesIn } from '../workflow-templates.ts';

export const outputFilterInvalid: Rule = {
  id: 'workflow/output-filter-invalid',
  severity: 'error',
  summary: 'a filter of an output that cannot be read',
  docs: {
    why: `The filter is read when the object of the resource template has been made; then the node ends in an error. Source:
argo-workflows workflow/executor/resource.go (SaveResourceParameters, jqFilter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      resource: {action: get, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {name: versions}}"}
      outputs: {parameters: [{name: latest, valueFrom: {jqFilter: ".data | .latest |"}}]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      resource: {action: get, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {name: versions}}"}
      outputs: {parameters: [{name: latest, valueFrom: {jqFilter: ".data | .latest"}}]}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      for (const template of templatesIn(workflow)) {
        if (objectAt(template.spec, 'resource') === undefined) continue;
        const outputs = objectAt(template.spec, 'outputs');
        for (const { spec, path: at } of entriesOf(outputs, 'parameters', [...template.path, 'outputs'])) {
          const text = textAt(objectAt(spec, 'valueFrom'), 'jqFilter');
          if (text === '' || text.includes('{{')) continue;
          const path = [...at, 'valueFrom', 'jqFilter'];
          const judged = judgeQuery(engine, { text, path });
          if (judged === 'fine') continue;
          const why =
            judged === 'unknown-name'
              ? `gojq does not know ${unknownNames(engine, text)
                  .map((name) => `"${name}"`)
                  .join(', ')}`
              : judged.syntax;
          report({ resource: workflow.resource, path, message: `"${text}" cannot be read: ${why}` });
        }
      }
    },
  },
};
