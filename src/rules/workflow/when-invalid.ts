import type { Path } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import type { Workflow } from '../../model/kinds/workflow.ts';
import type { Rule } from '../rule.ts';
import { withTagsAs } from '../texts.ts';
import { callsOf, templatesIn } from '../workflow-templates.ts';

export const whenInvalid: Rule = {
  id: 'workflow/when-invalid',
  severity: 'error',
  summary: 'the `when` of a step, a task, a metric or a CronWorkflow is no expression',
  docs: {
    why: `Nobody reads it before the run: \`argo lint\` and the controller's validation look at its variables only. When the
step's turn has come, the step and with it the Workflow ends in an error; a metric is not emitted, and a CronWorkflow
starts nothing. Comparisons are written \`==\`, and a text with
other characters than letters, digits and \`_\` needs quotes. With variables in it a finding means that no value makes
an expression of it. Source: argo-workflows workflow/controller/steps.go (shouldExecute),
workflow/controller/operator.go (computeMetrics), workflow/cron/operator.go (evalWhen).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: branch, value: main}]}
  templates:
    - {name: main, steps: [[{name: build, template: task, when: "{{workflow.parameters.branch}} = main"}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: branch, value: main}]}
  templates:
    - {name: main, steps: [[{name: build, template: task, when: "{{workflow.parameters.branch}} == main"}]]}
    - {name: task, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      for (const { holder, path } of conditionsOf(workflow)) {
        const when = textAt(holder, 'when');
        if (when.trim() === '') continue;
        const reason = problemOf(engine, when);
        if (reason === undefined) continue;
        report({
          resource: workflow.resource,
          path: [...path, 'when'],
          message: `"${when}" cannot be evaluated: ${reason}`,
        });
      }
    },
  },
};

interface Holder {
  readonly holder: JsonObject | undefined;
  readonly path: Path;
}

/** Steps, tasks and metrics have conditions, and so has a CronWorkflow. */
function conditionsOf(workflow: Workflow): readonly Holder[] {
  const { spec, specPath, kind, resource } = workflow;
  const templates = templatesIn(workflow);
  const metrics = [{ spec, path: specPath }, ...templates].flatMap((one) =>
    listAt(objectAt(one.spec, 'metrics'), 'prometheus').flatMap((metric, index) =>
      isObject(metric) ? [{ holder: metric, path: [...one.path, 'metrics', 'prometheus', index] }] : [],
    ),
  );
  const calls = templates.flatMap(callsOf).map((call) => ({ holder: call.spec, path: call.path }));
  const cron = { holder: objectAt(resource.value, 'spec'), path: ['spec'] };
  return [...(kind === 'CronWorkflow' ? [cron] : []), ...calls, ...metrics];
}

/** What a variable may turn into: a word, a number, a truth value, an operator, nothing. */
const SAMPLES = ['x', '1', 'true', '==', ''];

function problemOf(engine: Engine, when: string): string | undefined {
  const texts = when.includes('{{') ? SAMPLES.map((sample) => withTagsAs(sample, when)) : [when];
  const answers = engine.ask(texts.map((expression) => ({ op: 'when' as const, expression })));
  let reason: string | undefined;
  for (const answer of answers) {
    // What is no expression is told apart from values that do not fit, which another value may cure.
    if (answer.ok || answer.kind !== 'error') return undefined;
    if (texts.length > 1 && !answer.error.startsWith('Invalid ')) return undefined;
    reason ??= answer.error.replace(/^.*?'when' expres+ion '[\s\S]*?': /, '');
  }
  return reason;
}
