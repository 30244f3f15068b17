import { otherScope } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const clusterScope: Rule = {
  id: 'workflow/cluster-scope',
  severity: 'warning',
  summary: 'a reference to a template of the other kind of scope',
  docs: {
    why: `Without \`clusterScope: true\` a reference means a WorkflowTemplate of the namespace, with it a ClusterWorkflowTemplate; the
other kind is not looked at. What is not there ends the Workflow in an error. Source: argo-workflows
workflow/templateresolution/context.go (GetTemplateFromRef).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: ClusterWorkflowTemplate
metadata: {name: tools}
spec: {templates: [{name: task, container: {image: alpine}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, steps: [[{name: build, templateRef: {name: tools, template: task}}]]}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: ClusterWorkflowTemplate
metadata: {name: tools}
spec: {templates: [{name: task, container: {image: alpine}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, steps: [[{name: build, templateRef: {name: tools, template: task, clusterScope: true}}]]}]
`,
  },
  check: {
    link(link, { model, reach, report }) {
      const { kind, to, from, at } = link;
      const meant = kind === 'template' ? otherScope(model, link) : undefined;
      if (meant === undefined) return;
      report({
        // As far as the files tell, there could be one of the other kind elsewhere.
        ...(reach(link) === 'missing' && { severity: 'error' as const }),
        resource: from,
        path: at.path ?? [],
        message: `"${to.name}" is a ${meant.kind}, and the reference means a ${to.kind}`,
        help: meant.kind === 'WorkflowTemplate' ? 'leave "clusterScope" out' : 'add "clusterScope: true"',
        related: [{ message: `the ${meant.kind}`, resource: meant, path: ['metadata', 'name'] }],
      });
    },
  },
};
