import { isSet, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { callsIn } from '../workflow-templates.ts';

export const inlineBesideTemplate: Rule = {
  id: 'workflow/inline-beside-template',
  severity: 'warning',
  summary: 'a step or task with an inline template beside the name of another',
  docs: {
    why: `The inline template runs; the other one only has to exist. Source: argo-workflows workflow/templateresolution/context.go
(ResolveTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, inline: {container: {image: golang}}}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, inline: {container: {image: golang}}}]]}
`,
  },
  check: {
    workflow(workflow, { report }) {
      for (const { spec, path } of callsIn(workflow)) {
        if (!isSet(spec, 'inline')) continue;
        const field =
          textAt(spec, 'template') !== ''
            ? 'template'
            : isSet(spec, 'templateRef')
              ? 'templateRef'
              : undefined;
        if (field === undefined) continue;
        const message = `the inline template runs, and "${field}" has no effect`;
        report({ resource: workflow.resource, path: [...path, field], message });
      }
    },
  },
};
