import type { Rule } from '../rule.ts';

export const pathPatternInvalid: Rule = {
  id: 'event-source/path-pattern-invalid',
  severity: 'error',
  summary: 'a pathRegexp that Go cannot read',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. The syntax is RE2.
Source: argo-events pkg/apis/events/v1alpha1/file_config.go (Validate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, pathRegexp: '(?<!tmp)\\.csv$'}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, pathRegexp: '\\.csv$'}}
`,
  },
};
