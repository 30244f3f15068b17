import { pathProblem } from '../event-data.ts';
import { judgeFilterPaths } from '../event-paths.ts';
import type { Rule } from '../rule.ts';

export const pathLeadsNowhere: Rule = {
  id: 'filter/path-leads-nowhere',
  severity: 'error',
  summary: 'a filter on a path that no event of the type has',
  docs: {
    why: `The data of each type of event source has its own top-level keys: "header" for webhooks but "headers" for GitHub, the message in "body". A filter on a path that is not there fails for each event. Judged when the EventSource is among the files and the dependency has no "transform".
Source: argo-events pkg/eventsources/events/event-data.go, pkg/sensors/dependencies/filter.go (filterData, filterExpr).`,
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
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: header.X-Github-Event.0, type: string, value: ["^push$"]}]}}]
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
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: headers.X-Github-Event.0, type: string, value: ["^push$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: { dependency: judgeFilterPaths(pathProblem) },
};
