import type { Rule } from '../rule.ts';
import { accountForgotten } from '../service-accounts.ts';

export const workflowServiceAccount: Rule = {
  id: 'trigger/workflow-service-account',
  severity: 'warning',
  summary: 'a Workflow without a service account, where no role lets "default" run it',
  docs: {
    why: `The pods of such a Workflow run as "default". The executor in them has to create and patch workflowtaskresults; without that its container ends in an error, and the Workflow hangs. Seen on a cluster. Judged when the roles of the namespace are among the files.
Source: argo-workflows workflow/executor (reporting of outputs), workflow/controller/workflowpod.go (setupServiceAccount).`,
    bad: `apiVersion: v1
kind: ServiceAccount
metadata: {name: workflow}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: workflow}
rules: [{apiGroups: [argoproj.io], resources: [workflowtaskresults], verbs: [create, patch]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: workflow}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: workflow}
subjects: [{kind: ServiceAccount, name: workflow, namespace: default}]
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates: [{name: main, container: {image: busybox, command: [echo, "{{workflow.parameters.ref}}"]}}]
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: workflow}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: workflow}
rules: [{apiGroups: [argoproj.io], resources: [workflowtaskresults], verbs: [create, patch]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: workflow}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: workflow}
subjects: [{kind: ServiceAccount, name: workflow, namespace: default}]
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates: [{name: main, container: {image: busybox, command: [echo, "{{workflow.parameters.ref}}"]}}]
                serviceAccountName: workflow
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
`,
  },
  check: {
    workflow(workflow, { model, report }, embedded) {
      const forgotten = accountForgotten(model, workflow, embedded);
      if (forgotten === undefined) return;
      const { resource } = workflow;
      const { meant } = forgotten;
      const path = ['spec', 'serviceAccountName'];
      report({
        resource,
        path: ['spec'],
        what: 'key',
        message:
          'the Workflow names no "serviceAccountName", so its pods run as "default", which may not create workflowtaskresults',
        help:
          meant === undefined
            ? 'name an account whose role has "create" and "patch" on workflowtaskresults'
            : `add "serviceAccountName: ${meant}"`,
        ...(meant !== undefined && {
          fix: {
            message: `add "serviceAccountName: ${meant}"`,
            safe: false,
            edits: [{ kind: 'set', path, value: meant }],
          },
        }),
      });
    },
  },
};
