import type { Rule } from '../rule.ts';

export const bitbucketAuthMissing: Rule = {
  id: 'event-source/bitbucket-auth-missing',
  severity: 'error',
  summary: 'a Bitbucket event without "auth"',
  docs: {
    why: `The controller reads "auth" without asking whether it is there, and panics, each time that it looks at the object: no Deployment is made.
Source: argo-events pkg/apis/events/v1alpha1/eventsource_types.go (HasBitbucketBasicAuth), pkg/eventsources/sources/bitbucket/validate.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  bitbucket:
    push: {repositories: [{owner: example, repositorySlug: app}], events: ["repo:push"], webhook: {endpoint: /push, port: "12000", method: POST}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  bitbucket:
    push: {auth: {oauthToken: {name: bitbucket, key: token}}, repositories: [{owner: example, repositorySlug: app}], events: ["repo:push"], webhook: {endpoint: /push, port: "12000", method: POST}}
`,
  },
};
