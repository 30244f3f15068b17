import { isSet, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { callsIn } from '../workflow-templates.ts';

export const exitHandlerTwice: Rule = {
  id: 'workflow/exit-handler-twice',
  severity: 'warning',
  summary: 'an exit hook beside `onExit`',
  docs: {
    why: `Only one of them runs: \`onExit\`, when there is one. Source: argo-workflows workflow/controller/operator.go
(runExitHandler), pkg/apis/workflow/v1alpha1/workflow_types.go (GetExitHook).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  onExit: task
  hooks: {exit: {template: task}}
  templates:
    - {name: main, container: {image: alpine}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  onExit: task
  templates:
    - {name: main, container: {image: alpine}}
    - {name: task, container: {image: alpine}}
`,
  },
  check: {
    workflow({ resource, ...workflow }, { report }) {
      const { spec, specPath } = workflow;
      for (const holder of [{ spec, path: specPath }, ...callsIn({ resource, ...workflow })]) {
        if (textAt(holder.spec, 'onExit') === '' || !isSet(objectAt(holder.spec, 'hooks'), 'exit')) continue;
        const message = 'the exit hook never runs: "onExit" does';
        report({ resource, path: [...holder.path, 'hooks', 'exit'], message });
      }
    },
  },
};
