import { wrongDataKeys } from '../data-key.ts';
import { pathProblem } from '../event-data.ts';
import type { Rule } from '../rule.ts';

export const unknownKey: Rule = {
  id: 'parameter/unknown-key',
  severity: 'error',
  summary: 'a dataKey that no event of the type has',
  docs: {
    why: `The data of each type of event source has its own top-level keys: "header" for webhooks but "headers" for GitHub, the message in "body", as base64 text unless "jsonBody" is true. A key that is not there makes the trigger fail for each event, or use its "value" for ever. Judged when the EventSource is among the files and the dependency has no "transform".
Source: argo-events pkg/eventsources/events/event-data.go, pkg/sensors/triggers/params.go (ResolveParamValue).`,
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
          payload: [{src: {dependencyName: push, dataKey: header.X-Github-Event}, dest: event}]
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
          payload: [{src: {dependencyName: push, dataKey: headers.X-Github-Event.0}, dest: event}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { source, ...finding } of wrongDataKeys(model, sensor, trigger, pathProblem)) {
        // With a template or a default something still works: the key is dead all the same.
        const works = source.dataTemplate !== '' || source.value !== undefined;
        report({ ...finding, severity: works ? 'warning' : 'error' });
      }
    },
  },
};
