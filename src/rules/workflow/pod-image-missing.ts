import { isSet, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { containersOf, makesPod, templatesIn } from '../workflow-templates.ts';

export const podImageMissing: Rule = {
  id: 'workflow/pod-image-missing',
  severity: 'error',
  summary: 'a container of a set, a sidecar or an init container has no image',
  docs: {
    why: `The controller looks for the image of a single container or script only. The others get as far as the API server, which
refuses the pod ("spec.containers[1].image: Required value"), so that the node ends in Error. \`templateDefaults\` of the same
Workflow and a patch of the pod can give an image.
Source: argo-workflows workflow/validate/validate.go (validateLeaf), workflow/controller/workflowpod.go (createWorkflowPod).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      container: {image: alpine, command: [make]}
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
        if (!makesPod(spec) || isSet(spec, 'podSpecPatch')) continue;
        for (const { spec: container, path } of containersOf(template)) {
          // A single container or script is the controller's own affair; a set as a whole has no image.
          if (typeof path.at(-1) !== 'number' || textAt(container, 'image') !== '') continue;
          report({
            resource,
            path,
            message: `the container "${textAt(container, 'name')}" of the template "${name}" has no image, so its pod is refused`,
          });
        }
      }
    },
  },
};
