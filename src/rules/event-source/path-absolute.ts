import type { Rule } from '../rule.ts';

export const pathAbsolute: Rule = {
  id: 'event-source/path-absolute',
  severity: 'error',
  summary: 'a path in a directory that begins with "/"',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. The path counts from the directory.
Source: argo-events pkg/apis/events/v1alpha1/file_config.go (Validate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: /data/in.csv}}
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
