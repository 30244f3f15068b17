import type { Rule } from '../rule.ts';

export const pluginAmbiguous: Rule = {
  id: 'workflow/plugin-ambiguous',
  severity: 'error',
  summary: 'a plugin template does not name exactly one plugin',
  docs: {
    why: `The one key of \`plugin\` is the name of the plugin. With none or two of them the object cannot be read.
Source: argo-workflows pkg/apis/workflow/v1alpha1/plugin_types.go (UnmarshalJSON).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, plugin: {hello: {}, goodbye: {}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, plugin: {hello: {}}}
`,
  },
};
