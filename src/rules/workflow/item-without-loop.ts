import type { Path } from '../../diagnostic.ts';
import { isLoop } from '../../workflow/items.ts';
import { tagsOf } from '../../workflow/substitution.ts';
import type { Rule } from '../rule.ts';
import { taggedTexts } from '../texts.ts';
import { callsIn } from '../workflow-templates.ts';

export const itemWithoutLoop: Rule = {
  id: 'workflow/item-without-loop',
  severity: 'warning',
  summary: 'an item where nothing is repeated',
  docs: {
    why: `\`{{item}}\` has a value in a step or task with withItems, withParam or withSequence only. Elsewhere it stays in the text
as it is written, and \`argo lint\` accepts it. Source: argo-workflows workflow/controller/operator.go (processItem),
workflow/validate/validate.go (resolveAllVariables).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, arguments: {parameters: [{name: tag, value: "{{item}}"}]}}]]}
    - {name: task, inputs: {parameters: [{name: tag}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, withItems: [a, b], arguments: {parameters: [{name: tag, value: "{{item}}"}]}}]]}
    - {name: task, inputs: {parameters: [{name: tag}]}, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      const loops = callsIn(workflow).filter(({ spec }) => isLoop(spec));
      const { templates } = workflow;
      for (const { text, path } of taggedTexts(workflow)) {
        if (!tagsOf(text).some((tag) => tag.trim() === 'item')) continue;
        if (!templates.some((template) => isBelow(path, template.path))) continue;
        if (loops.some((loop) => isBelow(path, loop.path))) continue;
        report({
          resource: workflow.resource,
          path,
          message: '"{{item}}" stays in the text: nothing is repeated here',
        });
      }
    },
  },
};

function isBelow(path: Path, above: Path): boolean {
  return above.every((key, index) => path[index] === key);
}
