import { listAt, objectAt, scalarText, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const templateEmpty: Rule = {
  id: 'workflow/template-empty',
  severity: 'error',
  summary: 'a template that does not say what to do',
  docs: {
    why: `A script without \`source\` runs its command without a file: an interpreter has nothing to do, and succeeds. An HTTP template without \`url\` and a
data template without \`source.artifactPaths\` end in an error when they run. \`argo lint\` accepts them. Source:
argo-workflows workflow/controller/operator.go (executeScript), workflow/executor/agent.go (executeHTTPTemplate),
workflow/data/data.go (processSource).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, http: {method: POST}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, http: {method: POST, url: "https://example.com/builds"}}]
`,
  },
  check: {
    workflow(workflow, { report }) {
      const defaults = objectAt(workflow.spec, 'templateDefaults');
      const { resource } = workflow;
      for (const { spec, path } of templatesIn(workflow)) {
        const filled = (type: string, field: string) =>
          [spec, defaults].some((holder) => textAt(objectAt(holder, type), field) !== '');
        const script = objectAt(spec, 'script');
        // Without a script, the rest is run as the command of a container is.
        const [command, ...more] = [...listAt(script, 'command'), ...listAt(script, 'args')];
        if (command !== undefined && more.length === 0 && !filled('script', 'source')) {
          const message = `the script has no "source", so "${scalarText(command) ?? '…'}" has nothing to run`;
          report({ resource, path: [...path, 'script'], severity: 'warning', message });
        }
        if (objectAt(spec, 'http') !== undefined && !filled('http', 'url')) {
          report({ resource, path: [...path, 'http'], message: 'the HTTP template has no "url"' });
        }
        const data = objectAt(spec, 'data');
        if (data !== undefined && objectAt(objectAt(data, 'source'), 'artifactPaths') === undefined) {
          const message = 'the data template has no "source.artifactPaths"';
          report({ resource, path: [...path, 'data'], message });
        }
      }
    },
  },
};
