import { objectAt, textAt } from '../../json.ts';
import type { Workflow } from '../../model/kinds/workflow.ts';
import type { Rule } from '../rule.ts';
import { textsWithTags } from '../texts.ts';
import { callsIn, outermost } from '../workflow-templates.ts';

export const templateUnused: Rule = {
  id: 'workflow/template-unused',
  severity: 'info',
  summary: 'a template that nothing runs',
  docs: {
    why: `Nothing leads from the entrypoint, an exit handler or a hook to it. It is checked all the same, so what is wrong in it
keeps the Workflow from starting. Source: argo-workflows workflow/validate/validate.go (Workflow).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      const { kind } = workflow;
      if ((kind !== 'Workflow' && kind !== 'CronWorkflow') || workflow.workflowTemplateRef !== undefined)
        return;
      if (workflow.entrypoint === '' || !workflow.templates.some(({ name }) => name === workflow.entrypoint))
        return;
      const used = usedNames(workflow);
      // A name that is made of variables can be any of them.
      if (used === undefined) return;
      for (const { name, path } of workflow.templates) {
        if (name === '' || used.has(name)) continue;
        const message = `nothing runs the template "${name}"`;
        report({ resource: workflow.resource, path: [...path, 'name'], message });
      }
    },
  },
};

function usedNames(workflow: Workflow): ReadonlySet<string> | undefined {
  const { spec } = workflow;
  const calls = callsIn(workflow);
  const named = textsWithTags([spec, ...calls.map((call) => call.spec)], []);
  if (named.some(({ path }) => ['template', 'onExit'].includes(String(path.at(-1))))) return undefined;
  const leadsTo = new Map<string, string[]>();
  for (const { spec: call, template } of calls) {
    const name = outermost(template).name;
    leadsTo.set(name, [...(leadsTo.get(name) ?? []), textAt(call, 'template'), ...handlersOf(call)]);
  }
  const used = new Set<string>();
  const waiting = [workflow.entrypoint, ...handlersOf(spec)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    waiting.push(...(leadsTo.get(name) ?? []));
  }
  return used;
}

function handlersOf(holder: Parameters<typeof textAt>[0] & object): readonly string[] {
  const hooks = objectAt(holder, 'hooks') ?? {};
  return [
    textAt(holder, 'onExit'),
    ...Object.keys(hooks).map((key) => textAt(objectAt(hooks, key), 'template')),
  ];
}
