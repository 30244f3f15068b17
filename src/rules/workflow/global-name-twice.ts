import type { Path } from '../../diagnostic.ts';
import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { entriesOf, templatesIn } from '../workflow-templates.ts';

export const globalNameTwice: Rule = {
  id: 'workflow/global-name-twice',
  severity: 'warning',
  summary: 'two outputs of a template with one global name',
  docs: {
    why: `Each output is stored as \`workflow.outputs.parameters.<globalName>\` when the node has ended; the last one stays. Source:
argo-workflows workflow/controller/operator.go (addParamToGlobalScope, addArtifactToGlobalScope).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      container: {image: alpine}
      outputs:
        parameters:
          - {name: image, globalName: result, valueFrom: {path: /tmp/image}}
          - {name: digest, globalName: result, valueFrom: {path: /tmp/digest}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      container: {image: alpine}
      outputs:
        parameters:
          - {name: image, globalName: image, valueFrom: {path: /tmp/image}}
          - {name: digest, globalName: digest, valueFrom: {path: /tmp/digest}}
`,
  },
  check: {
    workflow({ resource, ...workflow }, { report }) {
      for (const template of templatesIn({ resource, ...workflow })) {
        for (const list of ['parameters', 'artifacts'] as const) {
          const seen = new Map<string, Path>();
          const outputs = objectAt(template.spec, 'outputs');
          for (const { spec, path } of entriesOf(outputs, list, [...template.path, 'outputs'])) {
            const name = textAt(spec, 'globalName');
            const before = seen.get(name);
            if (name !== '' && !name.includes('{{') && before !== undefined) {
              report({
                resource,
                path: [...path, 'globalName'],
                message: `another output is stored as "${name}", too: the last one stays`,
                related: [{ message: 'the other one', resource, path: [...before, 'globalName'] }],
              });
            }
            seen.set(name, path);
          }
        }
      }
    },
  },
};
