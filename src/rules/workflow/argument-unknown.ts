import { objectAt, objectsAt, textAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { calledTemplate, referredSpec } from '../called-template.ts';
import type { Rule } from '../rule.ts';
import { callsIn, entriesOf, inputNames } from '../workflow-templates.ts';

export const argumentUnknown: Rule = {
  id: 'workflow/argument-unknown',
  severity: 'warning',
  summary: 'an argument that the template does not take',
  docs: {
    why: `What is passed under a name that the template has no input for is dropped without a word, by \`argo lint\` as by the
controller. Source: argo-workflows workflow/common/util.go (ProcessArgs).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, arguments: {parameters: [{name: tga, value: v1}]}}]]}
    - {name: task, inputs: {parameters: [{name: tag, value: latest}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, arguments: {parameters: [{name: tag, value: v1}]}}]]}
    - {name: task, inputs: {parameters: [{name: tag, value: latest}]}, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { model, report }) {
      for (const call of callsIn(workflow)) {
        const called = calledTemplate(model, workflow, call);
        if (called === undefined) continue;
        const args = objectAt(call.spec, 'arguments');
        for (const list of ['parameters', 'artifacts'] as const) {
          const inputs = inputNames(called.spec, list);
          for (const { name, path } of entriesOf(args, list, [...call.path, 'arguments'])) {
            if (name === '' || name.includes('{{') || inputs.has(name)) continue;
            const near = nearest(name, inputs);
            const noun = list === 'parameters' ? 'parameter' : 'artifact';
            report({
              resource: workflow.resource,
              path: [...path, 'name'],
              message: `the template${called.name === '' ? '' : ` "${called.name}"`} takes no ${noun} "${name}"`,
              ...(near !== undefined && { help: `did you mean "${near}"?` }),
            });
          }
        }
      }
    },
    resource(resource, { model, report }) {
      if (resource.kind !== 'WorkflowEventBinding') return;
      const submit = objectAt(objectAt(resource.value, 'spec'), 'submit');
      const reference = objectAt(submit, 'workflowTemplateRef');
      const target = reference && referredSpec(model, reference, model.namespaceOf(resource), resource);
      if (target === undefined) return;
      const entry = objectsAt(target, 'templates').find(
        (one) => textAt(one, 'name') === textAt(target, 'entrypoint'),
      );
      const declared = objectsAt(objectAt(target, 'arguments'), 'parameters').map((one) =>
        textAt(one, 'name'),
      );
      const known = new Set([...declared, ...(entry === undefined ? [] : inputNames(entry, 'parameters'))]);
      const args = objectAt(submit, 'arguments');
      for (const { name, path } of entriesOf(args, 'parameters', ['spec', 'submit', 'arguments'])) {
        if (name === '' || known.has(name)) continue;
        const near = nearest(name, known);
        report({
          resource,
          path: [...path, 'name'],
          message: `the template "${textAt(reference, 'name')}" has no argument "${name}"`,
          ...(near !== undefined && { help: `did you mean "${near}"?` }),
        });
      }
    },
  },
};
