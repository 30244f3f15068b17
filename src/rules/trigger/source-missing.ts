import type { Rule } from '../rule.ts';

export const sourceMissing: Rule = {
  id: 'trigger/source-missing',
  severity: 'error',
  summary: 'a trigger without the object that it acts on',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A k8s or argoWorkflow trigger needs "source".
Source: argo-events pkg/reconciler/sensor/validate.go (validateK8STrigger, validateArgoWorkflowTrigger).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, k8s: {operation: create}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, k8s: {operation: create, source: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {generateName: seen-}}}}}}]
`,
  },
};
