import type { Path } from '../../diagnostic.ts';
import { type JsonObject, listAt, objectAt } from '../../json.ts';
import { anyString, readParameter } from '../../workflow/parameter.ts';
import { calledTemplate } from '../called-template.ts';
import type { Rule } from '../rule.ts';
import { callsIn, entriesOf, templatesIn } from '../workflow-templates.ts';

export const inputNotInEnum: Rule = {
  id: 'workflow/input-not-in-enum',
  severity: 'warning',
  summary: 'a value that is not among those that the input of a template lists',
  docs: {
    why: `The \`enum\` of an input is shown to whoever submits the template by hand; neither \`argo lint\` nor the controller compare
the value of a step's or task's argument, or a default, with it. Source: argo-workflows workflow/validate/validate.go
(validateArgumentsValues looks at the argument's own enum only).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, arguments: {parameters: [{name: level, value: loud}]}}]]}
    - {name: task, inputs: {parameters: [{name: level, enum: [info, debug]}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, arguments: {parameters: [{name: level, value: debug}]}}]]}
    - {name: task, inputs: {parameters: [{name: level, enum: [info, debug]}]}, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { model, report }) {
      const compare = (value: string | undefined, input: JsonObject, path: Path) => {
        const listed = listAt(input, 'enum').map((one) => anyString(one) ?? '');
        if (value === undefined || listed.length === 0) return;
        if (value.includes('{{') || listed.includes(value) || listed.some((one) => one.includes('{{')))
          return;
        const { name } = readParameter(input);
        const values = listed.map((one) => `"${one}"`).join(', ');
        const message = `"${value}" is not among the values of the input "${name}": ${values}`;
        report({ resource: workflow.resource, path, message });
      };
      for (const template of templatesIn(workflow)) {
        const inputs = objectAt(template.spec, 'inputs');
        for (const { spec, path } of entriesOf(inputs, 'parameters', [...template.path, 'inputs'])) {
          const { value, default: fallback } = readParameter(spec);
          compare(value, spec, [...path, 'value']);
          compare(fallback, spec, [...path, 'default']);
        }
      }
      for (const call of callsIn(workflow)) {
        const called = calledTemplate(model, workflow, call);
        const inputs = entriesOf(objectAt(called?.spec, 'inputs'), 'parameters', []);
        const args = objectAt(call.spec, 'arguments');
        for (const { name, spec, path } of entriesOf(args, 'parameters', [...call.path, 'arguments'])) {
          const input = inputs.find((one) => one.name === name);
          if (input !== undefined) compare(readParameter(spec).value, input.spec, [...path, 'value']);
        }
      }
    },
  },
};
