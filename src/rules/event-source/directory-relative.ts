import type { Rule } from '../rule.ts';

export const directoryRelative: Rule = {
  id: 'event-source/directory-relative',
  severity: 'error',
  summary: 'a directory that does not begin with "/"',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives.
Source: argo-events pkg/apis/events/v1alpha1/file_config.go (Validate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: data/, path: in.csv}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: in.csv}}
`,
  },
};
