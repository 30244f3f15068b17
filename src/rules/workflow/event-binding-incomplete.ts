import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { entriesOf } from '../workflow-templates.ts';

export const eventBindingIncomplete: Rule = {
  id: 'workflow/event-binding-incomplete',
  severity: 'error',
  summary: 'a WorkflowEventBinding that lacks what it needs',
  docs: {
    why: `The selector decides whether an event starts a Workflow; an empty one cannot be evaluated. Each argument takes its value
from an expression in \`valueFrom.event\`; without one the Workflow is not submitted, and the server only logs "malformed
workflow template parameter". Source: argo-workflows server/event/dispatch/operation.go (dispatch), docs/events.md.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowEventBinding
metadata: {name: build}
spec:
  event: {selector: payload.action == "opened"}
  submit:
    workflowTemplateRef: {name: build}
    arguments: {parameters: [{name: title, value: payload.title}]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowEventBinding
metadata: {name: build}
spec:
  event: {selector: payload.action == "opened"}
  submit:
    workflowTemplateRef: {name: build}
    arguments: {parameters: [{name: title, valueFrom: {event: payload.title}}]}
`,
  },
  check: {
    resource(resource, { report }) {
      if (resource.kind !== 'WorkflowEventBinding') return;
      const spec = objectAt(resource.value, 'spec');
      const event = objectAt(spec, 'event');
      if (textAt(event, 'selector').trim() === '') {
        const path = event === undefined ? ['spec'] : ['spec', 'event'];
        report({ resource, path, message: 'there is no selector, so no event starts anything' });
      }
      const submit = objectAt(spec, 'submit');
      if (submit === undefined) {
        const message = 'there is no "submit", so events start nothing';
        report({ resource, path: ['spec'], severity: 'warning', message });
      }
      const args = objectAt(submit, 'arguments');
      for (const { spec: one, name, path } of entriesOf(args, 'parameters', [
        'spec',
        'submit',
        'arguments',
      ])) {
        if (textAt(objectAt(one, 'valueFrom'), 'event') !== '') continue;
        const help = 'write an expression: valueFrom: {event: payload.…}, or a text in quotes as one';
        report({ resource, path, message: `the argument "${name}" has no "valueFrom.event"`, help });
      }
    },
  },
};
