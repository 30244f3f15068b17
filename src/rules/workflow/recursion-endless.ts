import type { Path } from '../../diagnostic.ts';
import { isSet, textAt } from '../../json.ts';
import type { Workflow } from '../../model/kinds/workflow.ts';
import { isLoop } from '../../workflow/items.ts';
import type { Rule } from '../rule.ts';
import { callsOf, outermost, templatesIn } from '../workflow-templates.ts';

export const recursionEndless: Rule = {
  id: 'workflow/recursion-endless',
  severity: 'warning',
  summary: 'templates that call each other without an end',
  docs: {
    why: `Nothing decides whether to go on: no \`when\`, no list, no result that a task depends on. The Workflow goes on until it
is as deep as the controller allows, 100 levels by default, and ends in an error. Source: argo-workflows
workflow/controller/operator.go (executeTemplate: "Maximum recursion depth exceeded").`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}], [{name: again, template: main}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}], [{name: again, template: main, when: "{{steps.build.status}} == Failed"}]]}
    - {name: task, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      const calls = certainCalls(workflow);
      for (const [index, { name }] of workflow.templates.entries()) {
        const cycle = wayBack(name, calls);
        if (cycle === undefined) continue;
        // Told once, at the first template of the cycle.
        const names = workflow.templates.map((template) => template.name);
        if (cycle.some((one) => names.indexOf(one.to) < index)) continue;
        const way = [name, ...cycle.map((one) => one.to)].map((one) => `"${one}"`).join(' calls ');
        report({
          resource: workflow.resource,
          path: cycle[0]?.path ?? workflow.specPath,
          message: `there is no end: ${way}`,
        });
      }
    },
  },
};

interface Edge {
  readonly to: string;
  readonly path: Path;
}

/** Steps and tasks that always run, by the template that they stand in. */
function certainCalls(workflow: Workflow): ReadonlyMap<string, readonly Edge[]> {
  const calls = new Map<string, Edge[]>();
  for (const template of templatesIn(workflow)) {
    const { name } = outermost(template);
    for (const { spec, path } of callsOf(template)) {
      if (template.enclosing !== undefined || isConditional(spec)) continue;
      const to = textAt(spec, 'template');
      if (to === '' || isSet(spec, 'templateRef') || isSet(spec, 'inline')) continue;
      calls.set(name, [...(calls.get(name) ?? []), { to, path }]);
    }
  }
  return calls;
}

function isConditional(spec: Parameters<typeof textAt>[0] & object): boolean {
  return isSet(spec, 'when') || isLoop(spec) || /[.!|]/.test(textAt(spec, 'depends'));
}

/** The shortest way from a template back to itself. */
function wayBack(start: string, calls: ReadonlyMap<string, readonly Edge[]>): readonly Edge[] | undefined {
  let ways: readonly (readonly Edge[])[] = (calls.get(start) ?? []).map((edge) => [edge]);
  const seen = new Set<string>();
  while (ways.length > 0) {
    const next: (readonly Edge[])[] = [];
    for (const way of ways) {
      const last = way.at(-1)?.to ?? '';
      if (last === start) return way;
      if (seen.has(last)) continue;
      seen.add(last);
      for (const edge of calls.get(last) ?? []) next.push([...way, edge]);
    }
    ways = next;
  }
  return undefined;
}
