import { objectAt } from '../../json.ts';
import { createsHooks } from '../hooks.ts';
import { servedContext } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const gitlabTokenUnchecked: Rule = {
  id: 'event-source/gitlab-token-unchecked',
  severity: 'warning',
  summary: 'a secretToken that is not checked',
  docs: {
    why: `The token is read only when the event source makes the hook itself, which needs "webhook.url". Without it requests with any token, or none, are taken.
Source: argo-events pkg/eventsources/sources/gitlab/start.go (StartListening, HandleRoute).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  gitlab:
    push: {projects: ["3"], events: [PushEvents], gitlabBaseURL: "https://gitlab.com", accessToken: {name: gitlab, key: token}, secretToken: {name: gitlab, key: secret}, webhook: {endpoint: /push, port: "12000", method: POST}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  gitlab:
    push: {projects: ["3"], events: [PushEvents], gitlabBaseURL: "https://gitlab.com", accessToken: {name: gitlab, key: token}, secretToken: {name: gitlab, key: secret}, webhook: {endpoint: /push, port: "12000", method: POST, url: "https://hooks.example.com"}}
`,
  },
  check: {
    event(event, { resource }, { report }) {
      if (event.type !== 'gitlab' || objectAt(event.spec, 'secretToken') === undefined) return;
      if (createsHooks(event) || servedContext(event) === undefined) return;
      report({
        resource,
        path: [...event.path, 'secretToken'],
        what: 'key',
        message:
          'whoever reaches the endpoint can make events: without "webhook.url" the token is not checked',
        help: 'add `url: https://HOST` to "webhook", so that the event source makes the hook',
      });
    },
  },
};
