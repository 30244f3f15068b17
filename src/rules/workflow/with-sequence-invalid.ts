import type { Engine } from '../../engine/engine.ts';
import { isSet, type JsonObject, objectAt, textAt } from '../../json.ts';
import { anyString } from '../../workflow/parameter.ts';
import type { Rule } from '../rule.ts';
import { callsIn } from '../workflow-templates.ts';

export const withSequenceInvalid: Rule = {
  id: 'workflow/with-sequence-invalid',
  severity: 'error',
  summary: 'a withSequence that gives no numbers',
  docs: {
    why: `A sequence needs a \`count\` or an \`end\`, whole numbers, and a format for a whole number such as \`%02d\`. Nobody looks at
it before the run; then the step or task ends in an error, or its items are texts such as \`%!s(int=0)\`. Source:
argo-workflows workflow/controller/operator.go (expandSequence).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: each, template: task, withSequence: {count: "3", format: "job-%s"}}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: each, template: task, withSequence: {count: "3", format: "job-%d"}}]]}
    - {name: task, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      for (const { spec, path } of callsIn(workflow)) {
        const sequence = objectAt(spec, 'withSequence');
        if (sequence === undefined) continue;
        for (const { message, field } of problemsOf(sequence, engine)) {
          const at = [...path, 'withSequence', ...(field === undefined ? [] : [field])];
          report({ resource: workflow.resource, path: at, message });
        }
      }
    },
  },
};

interface Problem {
  readonly message: string;
  readonly field?: string;
}

function problemsOf(sequence: JsonObject, engine: Engine): readonly Problem[] {
  const found: Problem[] = [];
  if (!isSet(sequence, 'count') && !isSet(sequence, 'end')) {
    found.push({ message: 'the sequence has neither "count" nor "end"' });
  }
  for (const field of ['start', 'end', 'count']) {
    const text = anyString(sequence[field]);
    if (text === undefined || text.includes('{{') || /^[+-]?\d+$/.test(text)) continue;
    found.push({ message: `"${field}" of the sequence is "${text}", which is no whole number`, field });
  }
  const format = textAt(sequence, 'format');
  if (format === '' || format.includes('{{')) return found;
  const [one, two] = engine.ask([
    { op: 'formatInteger', format, value: 1 },
    { op: 'formatInteger', format, value: 2 },
  ]);
  if (!one.ok || !two.ok) return found;
  if (one.value.includes('%!')) {
    found.push({ message: `the format "${format}" gives "${one.value}" for the number 1`, field: 'format' });
  } else if (one.value === two.value) {
    found.push({ message: `the format "${format}" gives "${one.value}" for each number`, field: 'format' });
  }
  return found;
}
