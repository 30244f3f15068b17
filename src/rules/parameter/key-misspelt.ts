import { wrongDataKeys } from '../data-key.ts';
import type { Rule } from '../rule.ts';
import { misspeltKey } from '../sample-keys.ts';

export const keyMisspelt: Rule = {
  id: 'parameter/key-misspelt',
  severity: 'warning',
  summary: 'a dataKey that is a slip away from one that the events have',
  docs: {
    why: `GitHub, GitLab, Bitbucket and others lay down which keys their events have. A key that none of them is known to have, beside one that differs by a letter, is nearly always a slip: the trigger fails for each event, or uses the "value" of the parameter for ever. Judged when the EventSource is among the files and the dependency has no "transform"; "argoflow events show TYPE --as arrived" shows the keys.
Source: argo-events pkg/sensors/triggers/params.go (ResolveParamValue); the sample events of argoflow.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.repository.clone_ur}, dest: url}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.repository.clone_url}, dest: url}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { source: _, ...finding } of wrongDataKeys(model, sensor, trigger, misspeltKey))
        report(finding);
    },
  },
};
