import type { Rule } from '../rule.ts';

export const labelsMissing: Rule = {
  id: 'policy/labels-missing',
  severity: 'error',
  summary: 'a policy on an object without labels to wait for',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. "policy.k8s" waits until the object has these labels.
Source: argo-events pkg/reconciler/sensor/validate.go (validateK8sTriggerPolicy).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, k8s: {operation: create, source: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {generateName: seen-}}}}}, policy: {k8s: {backoff: {steps: 3}}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, k8s: {operation: create, source: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {generateName: seen-}}}}}, policy: {k8s: {labels: {done: "true"}, backoff: {steps: 3}}}}]
`,
  },
};
