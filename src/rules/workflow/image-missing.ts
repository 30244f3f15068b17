import { isSet, textOf } from '../../workflow/field.ts';
import type { Rule } from '../rule.ts';
import { containersOf, templatesIn } from '../workflow-templates.ts';

export const imageMissing: Rule = {
  id: 'workflow/image-missing',
  severity: 'error',
  summary: 'a container or script has no image',
  docs: {
    why: `Only \`templateDefaults\` of the same Workflow or WorkflowTemplate can give the image instead, or a patch of the pod.
The controller refuses a container or script without one; those of a container set, sidecars and init containers get as
far as the API server, which refuses the pod ("spec.containers[1].image: Required value"), so that the node ends in Error.
Source: argo-workflows workflow/validate/validate.go (validateLeaf), workflow/controller/workflowpod.go (createWorkflowPod).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      container: {command: [make]}
      sidecars: [{name: db, args: [--memory]}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      container: {image: alpine, command: [make]}
      sidecars: [{name: db, image: postgres, args: [--memory]}]
`,
  },
  check: {
    workflow(workflow, { report }) {
      const { resource, spec: whole } = workflow;
      if (isSet(whole, 'templateDefaults') || isSet(whole, 'podSpecPatch')) return;
      for (const template of templatesIn(workflow)) {
        const { spec, name } = template;
        if (isSet(spec, 'podSpecPatch')) continue;
        for (const { spec: container, path } of containersOf(template)) {
          // The controller's own check is about a single container or script; a set as a whole has no image.
          if (typeof path.at(-1) !== 'number' || textOf(container, 'image') !== '') continue;
          report({
            resource,
            path,
            message: `the container "${textOf(container, 'name')}" of the template "${name}" has no image, so its pod is refused`,
          });
        }
      }
    },
  },
};
