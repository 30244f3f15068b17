import { judgeFilterPaths } from '../event-paths.ts';
import type { Rule } from '../rule.ts';
import { misspeltKey } from '../sample-keys.ts';

export const pathMisspelt: Rule = {
  id: 'filter/path-misspelt',
  severity: 'warning',
  summary: 'a filter on a path that is a slip away from one that the events have',
  docs: {
    why: `GitHub, GitLab, Bitbucket and others lay down which keys their events have. A filter on a key that none of them is known to have, beside one that differs by a letter, is nearly always a slip, and fails for each event. Judged when the EventSource is among the files and the dependency has no "transform"; "argoflow events show TYPE --as arrived" shows the keys.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData, filterExpr); the sample events of argoflow.`,
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
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.reff, type: string, value: ["^refs/heads/main$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
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
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.ref, type: string, value: ["^refs/heads/main$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: { dependency: judgeFilterPaths(misspeltKey) },
};
