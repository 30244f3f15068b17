import type { Path } from '../../diagnostic.ts';
import { isObject, listAt, textAt } from '../../json.ts';
import { tagsOf } from '../../workflow/substitution.ts';
import type { Rule } from '../rule.ts';
import { taggedTexts } from '../texts.ts';
import { callsIn } from '../workflow-templates.ts';

export const outputTooEarly: Rule = {
  id: 'workflow/output-too-early',
  severity: 'error',
  summary: 'a step reads from one that starts at the same time',
  docs: {
    why: `The steps of one group (the inner list) start together, when all references in the group are resolved. One to a step of
the same group never is: the controller looks again and again, and the Workflow neither goes on nor fails; for an
artifact it fails with "unable to resolve references". \`argo lint\` takes it, because it looks at one step after the other.
Source: argo-workflows workflow/controller/steps.go (executeStepGroup, resolveReferences).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      steps:
        - - {name: count, template: count}
          - {name: tell, template: tell, arguments: {parameters: [{name: text, value: "{{steps.count.outputs.result}}"}]}}
    - {name: count, script: {image: alpine, command: [sh], source: echo 3}}
    - {name: tell, inputs: {parameters: [{name: text}]}, container: {image: alpine, args: ["{{inputs.parameters.text}}"]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      steps:
        - - {name: count, template: count}
        - - {name: tell, template: tell, arguments: {parameters: [{name: text, value: "{{steps.count.outputs.result}}"}]}}
    - {name: count, script: {image: alpine, command: [sh], source: echo 3}}
    - {name: tell, inputs: {parameters: [{name: text}]}, container: {image: alpine, args: ["{{inputs.parameters.text}}"]}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      for (const { spec, path, prefix, template } of callsIn(workflow)) {
        const group = prefix === 'steps' ? listAt(template.spec, 'steps')[Number(path.at(-2))] : undefined;
        if (!Array.isArray(group)) continue;
        const together = new Set(group.flatMap((step) => (isObject(step) ? [textAt(step, 'name')] : [])));
        const own = textAt(spec, 'name');
        for (const { text, path: at } of taggedTexts(workflow)) {
          if (!isInside(at, path)) continue;
          const read = tagsOf(text)
            .map((tag) => /^\s*steps\.([^.\s]+)\./.exec(tag)?.[1])
            .find((name) => name !== undefined && name !== own && together.has(name));
          if (read === undefined) continue;
          report({
            resource: workflow.resource,
            path: at,
            message: `"${read}" starts together with "${own}", so nothing of it is there yet`,
            help: `begin a new group with "${own}": \`- - name: ${own}\``,
          });
        }
      }
    },
  },
};

/** Hooks run later, and what is inline has steps of its own. */
function isInside(path: Path, call: Path): boolean {
  const field = path[call.length];
  return call.every((key, index) => path[index] === key) && field !== 'hooks' && field !== 'inline';
}
