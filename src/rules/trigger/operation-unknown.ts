import type { Rule } from '../rule.ts';

export const operationUnknown: Rule = {
  id: 'trigger/operation-unknown',
  severity: 'error',
  summary: 'an operation that the kind of trigger does not have',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A k8s trigger can "create", "update", "patch" and "delete", and creates when nothing is said. An argoWorkflow trigger can "submit", "submit-from", "suspend", "retry", "resume", "resubmit", "terminate" and "stop", and has to say which: the default that the API documents is refused.
Source: argo-events pkg/reconciler/sensor/validate.go (validateK8STrigger, validateArgoWorkflowTrigger).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, argoWorkflow: {source: {resource: {apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {generateName: build-}, spec: {entrypoint: main, serviceAccountName: builder, templates: [{name: main, container: {image: busybox}}]}}}}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, argoWorkflow: {operation: submit, source: {resource: {apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {generateName: build-}, spec: {entrypoint: main, serviceAccountName: builder, templates: [{name: main, container: {image: busybox}}]}}}}}}]
`,
  },
};
