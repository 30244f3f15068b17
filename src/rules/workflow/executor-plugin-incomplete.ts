import type { Rule } from '../rule.ts';

export const executorPluginIncomplete: Rule = {
  id: 'workflow/executor-plugin-incomplete',
  severity: 'error',
  summary: 'an executor plugin lacks a name, a port, resources or a security context',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows
pkg/apis/workflow/v1alpha1/workflow_types.go (AsExecutorPluginSpec), pkg/plugins/spec/plugin_types.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  executorPlugins: [{metadata: {name: hello}, spec: {sidecar: {container: {name: hello, image: hello}}}}]
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  executorPlugins:
    - metadata: {name: hello}
      spec:
        sidecar:
          container:
            name: hello
            image: hello
            ports: [{containerPort: 4355}]
            resources: {requests: {cpu: 100m}, limits: {cpu: 200m}}
            securityContext: {runAsNonRoot: true}
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
