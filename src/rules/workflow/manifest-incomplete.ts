import { isObject, listAt, objectAt, textAt } from '../../json.ts';
import { manifestOf } from '../resource-manifest.ts';
import type { Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const manifestIncomplete: Rule = {
  id: 'workflow/manifest-incomplete',
  severity: 'error',
  summary: 'a manifest of a resource template that is no object of Kubernetes',
  docs: {
    why: `The manifest goes to kubectl, which needs \`apiVersion\`, \`kind\` and a name: \`create\` takes a generateName, too, the other
actions do not. \`argo lint\` only looks whether it is YAML. The node ends in an error. Source: argo-workflows
workflow/executor/resource.go (ExecResource, getKubectlArguments); kubectl pkg/cmd.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      resource:
        action: create
        manifest: |
          apiVersion: v1
          metadata: {generateName: build-}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      resource:
        action: create
        manifest: |
          apiVersion: v1
          kind: ConfigMap
          metadata: {generateName: build-}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      for (const template of templatesIn(workflow)) {
        const resource = objectAt(template.spec, 'resource');
        // With flags, kubectl may be told the object there.
        if (resource === undefined || listAt(resource, 'flags').length > 0) continue;
        if (textAt(resource, 'mergeStrategy') === 'json') continue;
        const manifest = manifestOf(resource, engine);
        if (manifest === undefined) continue;
        const message = problemOf(manifest.value, textAt(resource, 'action'), manifest.filled);
        if (message === undefined) continue;
        report({ resource: workflow.resource, path: [...template.path, 'resource', 'manifest'], message });
      }
    },
  },
};

function problemOf(value: unknown, action: string, filled: boolean): string | undefined {
  // A variable may stand for all of it.
  if (!isObject(value)) return filled ? undefined : 'the manifest is no mapping';
  for (const field of ['apiVersion', 'kind']) {
    if (textAt(value, field) === '') return `the manifest has no "${field}"`;
  }
  if (textAt(value, 'kind').endsWith('List')) return undefined;
  const metadata = objectAt(value, 'metadata');
  if (textAt(metadata, 'name') !== '' || action.includes('{{')) return undefined;
  if (textAt(metadata, 'generateName') === '') return 'the manifest has no "metadata.name"';
  return action === 'create' || action === ''
    ? undefined
    : `the manifest has a "generateName" only, which "${action}" cannot use`;
}
