import type { Rule } from '../rule.ts';

export const template: Rule = {
  id: 'load/template',
  severity: 'info',
  summary: 'a template that has to be filled in before it is a manifest',
  docs: {
    why: `The files below "templates" of a Helm chart are rendered before anybody applies them, and so are those of Backstage, Jinja
or Go templates: before that they are no YAML, or say something else than what will be applied. What is rendered of them can
be judged: pipe it into "argoflow lint -", and its findings name the templates that Helm tells of in its comments.
Source: helm.sh/helm pkg/chart/loader/load.go, pkg/engine/engine.go.`,
    bad: `# chart/Chart.yaml
apiVersion: v2
name: chart
version: 1.0.0
---
# chart/templates/bus.yaml
apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: {{ .Values.bus }}}
spec: {jetstream: {version: latest}}
`,
    good: `# chart/Chart.yaml
apiVersion: v2
name: chart
version: 1.0.0
---
# chart/templates/bus.yaml
apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest}}
`,
  },
};
