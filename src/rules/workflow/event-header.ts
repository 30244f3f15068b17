import type { Rule } from '../rule.ts';
import { bindingExpressions, readExpressions } from '../workflow-expressions.ts';

export const eventHeader: Rule = {
  id: 'workflow/event-header',
  severity: 'error',
  summary: 'a header of an event that is never there',
  docs: {
    why: `An event of the API server has the headers whose names begin with \`x-\`, in lower case, each as a list of texts. Source:
argo-workflows docs/events.md (Event Expression Syntax and Headers).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowEventBinding
metadata: {name: build}
spec:
  event: {selector: 'metadata["X-Github-Event"] == ["push"]'}
  submit: {workflowTemplateRef: {name: build}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowEventBinding
metadata: {name: build}
spec:
  event: {selector: 'metadata["x-github-event"] == ["push"]'}
  submit: {workflowTemplateRef: {name: build}}
`,
  },
  check: {
    resource(resource, { engine, report }) {
      if (resource.kind !== 'WorkflowEventBinding') return;
      for (const reading of readExpressions(engine, bindingExpressions(resource))) {
        if (!('names' in reading)) continue;
        for (const name of reading.names) {
          const header = name.startsWith('metadata.') ? name.slice('metadata.'.length) : '';
          if (header === '' || /^x-[^A-Z]*$/.test(header)) continue;
          const help = header.toLowerCase().startsWith('x-')
            ? `did you mean "${header.toLowerCase()}"?`
            : undefined;
          report({
            resource,
            path: reading.expression.path,
            message: `events have no header "${header}": the names begin with "x-", in lower case`,
            ...(help !== undefined && { help }),
          });
        }
      }
    },
  },
};
