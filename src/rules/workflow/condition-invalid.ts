import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { withTagsAs } from '../texts.ts';
import { templatesIn } from '../workflow-templates.ts';

export const conditionInvalid: Rule = {
  id: 'workflow/condition-invalid',
  severity: 'error',
  summary: 'a condition of a resource template that cannot be read',
  docs: {
    why: `\`successCondition\` and \`failureCondition\` are written as label selectors, such as \`status.succeeded > 0\`; all parts
between commas have to be true. They are read when the object has been made; then the node ends in an error. Source:
argo-workflows workflow/executor/resource.go (WaitResource); Kubernetes apimachinery pkg/labels/selector.go (Parse).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      resource:
        action: create
        successCondition: status.succeeded >= 1
        manifest: |
          {apiVersion: batch/v1, kind: Job, metadata: {generateName: build-}}
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
        successCondition: status.succeeded > 0
        manifest: |
          {apiVersion: batch/v1, kind: Job, metadata: {generateName: build-}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      for (const template of templatesIn(workflow)) {
        const resource = objectAt(template.spec, 'resource');
        for (const field of ['successCondition', 'failureCondition']) {
          const condition = textAt(resource, field);
          if (condition.trim() === '') continue;
          const wrong = wrongPart(condition);
          if (wrong === undefined) continue;
          report({
            resource: workflow.resource,
            path: [...template.path, 'resource', field],
            message: `"${wrong}" cannot be read: ${reasonOf(wrong)}`,
            help: 'write parts such as "status.phase == Succeeded" or "status.succeeded > 0", with commas between them',
          });
        }
      }
    },
  },
};

const WORD = '[^\\s=!<>(),]+';
const REQUIREMENT = new RegExp(
  `^(?:!?\\s*(${WORD})|(${WORD})\\s*(?:==|=|!=)\\s*(?:${WORD})?|(${WORD})\\s*[<>]\\s*([+-]?\\d+)|(${WORD})\\s+(?:in|notin)\\s*\\((?:[^()=!<>]*)\\))$`,
);
const KEY = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The first part that is no requirement, whatever its variables stand for. */
function wrongPart(condition: string): string | undefined {
  const parts = condition.split(/,(?![^(]*\))/).map((part) => part.trim());
  return parts.find((part) =>
    ['1', 'x', 'x == x'].every((sample) => !isRequirement(withTagsAs(sample, part))),
  );
}

function isRequirement(text: string): boolean {
  const match = REQUIREMENT.exec(text);
  if (match === null) return false;
  const key = match[1] ?? match[2] ?? match[3] ?? match[5] ?? '';
  return (
    KEY.test(key) && key.split('/').every((part, index, all) => index < all.length - 1 || part.length <= 63)
  );
}

function reasonOf(part: string): string {
  if (part === '') return 'there is nothing between two commas';
  if (/&&|\|\|/.test(part)) return 'parts are joined by commas, which mean "and"';
  if (/[<>]=|=[<>]/.test(part)) return 'there are =, ==, !=, <, >, in and notin';
  if (/[<>]/.test(part)) return 'a name is compared with a whole number';
  return 'it is no name, and no comparison of a name with a value';
}
