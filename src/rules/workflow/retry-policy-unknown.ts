import type { Rule } from '../rule.ts';

export const retryPolicyUnknown: Rule = {
  id: 'workflow/retry-policy-unknown',
  severity: 'error',
  summary: 'a retry strategy has a policy that does not exist',
  docs: {
    why: `The policies are Always, OnFailure, OnError and OnTransientError. Source: argo-workflows
workflow/validate/validate.go (validateTemplateHolder).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, retryStrategy: {retryPolicy: OnFail}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, retryStrategy: {retryPolicy: OnFailure}, container: {image: alpine}}
`,
  },
};
