import { isSet, objectAt } from '../../json.ts';
import type { Workflow } from '../../model/kinds/workflow.ts';
import { tagsOf } from '../../workflow/substitution.ts';
import type { Rule } from '../rule.ts';
import { taggedTexts } from '../texts.ts';
import { templatesIn } from '../workflow-templates.ts';

export const variableMisspelt: Rule = {
  id: 'workflow/variable-misspelt',
  severity: 'warning',
  summary: 'a variable that stays in the text',
  docs: {
    why: `A name that the controller does not know is no mistake for it: the braces stay in the text as they are written. \`argo
lint\` looks only at names that begin with inputs, outputs, steps, tasks, item, pod or workflow. Source: argo-workflows
workflow/validate/validate.go (resolveAllVariables), util/template/simple_template.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: tag, value: v1}]}
  templates: [{name: main, inputs: {parameters: [{name: tag}]}, container: {image: alpine, args: ["{{input.parameters.tag}}"]}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: tag, value: v1}]}
  templates: [{name: main, inputs: {parameters: [{name: tag}]}, container: {image: alpine, args: ["{{inputs.parameters.tag}}"]}}]
`,
  },
  check: {
    workflow(workflow, { report }) {
      const { resource } = workflow;
      const retried = withoutRetry(workflow);
      for (const { text, path } of taggedTexts(workflow)) {
        const said = new Set<string>();
        for (const tag of tagsOf(text).map((one) => one.trim())) {
          if (said.has(tag)) continue;
          said.add(tag);
          const meant = meantBy(tag);
          if (meant !== undefined) {
            const message = `"{{${tag}}}" stays in the text: there is no such variable`;
            report({ resource, path, message, help: `did you mean "{{${meant}}}"?` });
          } else if (
            /^(retries|lastRetry\.\w+)$/.test(tag) &&
            retried.some((above) => isBelow(path, above))
          ) {
            const message = `"{{${tag}}}" stays in the text: the template has no retryStrategy`;
            report({ resource, path, message });
          }
        }
      }
    },
  },
};

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^input\.(?=(parameters|artifacts)\.)/, 'inputs.'],
  [/^inputs?\.params?\./, 'inputs.parameters.'],
  [/^output\.(?=(parameters|artifacts|result)\b)/, 'outputs.'],
  [/^step\.(?=[\w-]+\.(outputs|status|id|ip|exitCode)\b)/, 'steps.'],
  [/^task\.(?=[\w-]+\.(outputs|status|id|ip|exitCode)\b)/, 'tasks.'],
  [/^workflows\./, 'workflow.'],
  [/^parameters\./, 'inputs.parameters.'],
  [/^items(?=$|\.)/, 'item'],
];

/** What a tag that nothing replaces is meant to be; undefined for tags that may belong to something else. */
function meantBy(tag: string): string | undefined {
  if (!/^[\w.-]+$/.test(tag)) return undefined;
  const found = SPELLINGS.find(([pattern]) => pattern.test(tag));
  return found && tag.replace(...found);
}

type Place = readonly (string | number)[];

/** Templates that are never retried. Those of another object may be, by the Workflow that refers to it. */
function withoutRetry(workflow: Workflow): readonly Place[] {
  const { kind, spec } = workflow;
  if ((kind !== 'Workflow' && kind !== 'CronWorkflow') || workflow.workflowTemplateRef !== undefined)
    return [];
  if (isSet(spec, 'retryStrategy') || isSet(objectAt(spec, 'templateDefaults'), 'retryStrategy')) return [];
  const templates = templatesIn(workflow);
  const isRetried = ({ path }: { path: Place }) =>
    templates.some(
      (other) =>
        isSet(other.spec, 'retryStrategy') && (isBelow(other.path, path) || isBelow(path, other.path)),
    );
  return templates.filter((template) => !isRetried(template)).map(({ path }) => path);
}

function isBelow(path: Place, above: Place): boolean {
  return above.every((key, index) => path[index] === key);
}
