import { isObject, isSet, type JsonObject, listAt, withMembers } from '../../json.ts';
import { tagsOf } from '../../workflow/substitution.ts';
import type { Rule } from '../rule.ts';
import { textsWithTags } from '../texts.ts';
import { callsIn } from '../workflow-templates.ts';

export const itemKeyMissing: Rule = {
  id: 'workflow/item-key-missing',
  severity: 'error',
  summary: 'an item that lacks a member which is read',
  docs: {
    why: `Each \`{{item.…}}\` has to have a value for every item; for one without it the step or task ends in an error, "failed to
resolve". \`argo lint\` is content when one of the items has it. Source: argo-workflows workflow/controller/operator.go
(processItem), workflow/validate/validate.go (addItemsToScope).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      steps:
        - - name: build
            template: task
            withItems: [{os: linux, tag: a}, {os: darwin}]
            arguments: {parameters: [{name: tag, value: "{{item.tag}}"}]}
    - {name: task, inputs: {parameters: [{name: tag}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      steps:
        - - name: build
            template: task
            withItems: [{os: linux, tag: a}, {os: darwin, tag: b}]
            arguments: {parameters: [{name: tag, value: "{{item.tag}}"}]}
    - {name: task, inputs: {parameters: [{name: tag}]}, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      for (const { spec, path } of callsIn(workflow)) {
        const items = listAt(spec, 'withItems');
        // With a "when", an item that lacks something may be one that is left out.
        if (items.length === 0 || isSet(spec, 'when')) continue;
        for (const key of readKeys(spec)) {
          const has = (item: unknown) => isObject(item) && Object.hasOwn(item, key);
          // What no item has is what the controller's validation finds.
          if (!items.some(has)) continue;
          for (const [index, item] of items.entries()) {
            if (has(item)) continue;
            report({
              resource: workflow.resource,
              path: [...path, 'withItems', index],
              message: `the item has no "${key}", which "{{item.${key}}}" reads`,
            });
          }
        }
      }
    },
  },
};

/** The members of the item that a step or task reads; what repeats in an inline template has its own items. */
function readKeys(spec: JsonObject): readonly string[] {
  const bare = withMembers(spec, { withItems: undefined, inline: undefined });
  const tags = textsWithTags(bare, []).flatMap(({ text }) => tagsOf(text));
  const keys = tags.flatMap((tag) => /^\s*item\.([^\s{}]+)\s*$/.exec(tag)?.[1] ?? []);
  return [...new Set(keys)];
}
