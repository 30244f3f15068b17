import type { Rule } from '../rule.ts';

export const authIncomplete: Rule = {
  id: 'event-source/auth-incomplete',
  severity: 'error',
  summary: 'a user without a password, or a password without a user',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives.
Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateBasicAuth).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  mqtt:
    jobs: {url: "tcp://mqtt:1883", topic: jobs, clientId: argo, jsonBody: true, auth: {username: {name: mqtt, key: user}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  mqtt:
    jobs: {url: "tcp://mqtt:1883", topic: jobs, clientId: argo, jsonBody: true, auth: {username: {name: mqtt, key: user}, password: {name: mqtt, key: password}}}
`,
  },
};
