import type { Rule } from '../rule.ts';

export const metricInvalid: Rule = {
  id: 'workflow/metric-invalid',
  severity: 'error',
  summary: 'a metric has no value, no help, or a name that Prometheus refuses',
  docs: {
    why: `The Workflow ends in an error before its first pod, although the metric is not what it is for. Source:
argo-workflows workflow/validate/validate.go (validateTemplate), workflow/metrics/util.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, metrics: {prometheus: [{name: builds, counter: {value: "1"}}]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, metrics: {prometheus: [{name: builds, help: all builds, counter: {value: "1"}}]}}
`,
  },
};
