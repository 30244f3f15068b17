import { ignoredPolicy } from '../../simulate/triggers/policy.ts';
import type { Rule } from '../rule.ts';
import { kindIn } from '../trigger-parts.ts';

export const wrongKind: Rule = {
  id: 'policy/wrong-kind',
  severity: 'warning',
  summary: 'a policy that the kind of its trigger never looks at',
  docs: {
    why: `"policy.k8s" is for k8s and argoWorkflow triggers, "policy.status" for http, awsLambda and openWhisk. Every other one is ignored.
Source: argo-events pkg/sensors/triggers (ApplyPolicy of each kind).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
      policy: {k8s: {labels: {done: "true"}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
      policy: {status: {allow: [200]}}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const kind = kindIn(trigger);
      if (kind === undefined) return;
      for (const message of ignoredPolicy(trigger.spec, kind)) {
        const part = message.includes('policy.k8s') ? 'k8s' : 'status';
        const path = [...trigger.path, 'policy', part];
        report({
          resource: sensor.resource,
          path,
          what: 'key',
          message,
          help:
            part === 'k8s'
              ? 'it works with k8s and argoWorkflow'
              : 'it works with http, awsLambda and openWhisk',
          fix: { message: `remove "policy.${part}"`, safe: true, edits: [{ kind: 'remove', path }] },
        });
      }
    },
  },
};
