import type { Path } from '../../diagnostic.ts';
import { type JsonObject, objectAt, objectsAt, textAt } from '../../json.ts';
import type { Workflow } from '../../model/kinds/workflow.ts';
import { nearest } from '../../nearest.ts';
import { readParameter } from '../../workflow/parameter.ts';
import type { Rule } from '../rule.ts';
import { callsIn } from '../workflow-templates.ts';

export const hookTemplate: Rule = {
  id: 'workflow/hook-template',
  severity: 'error',
  summary: 'a hook or an exit handler whose template is not there, or lacks an input',
  docs: {
    why: `Templates of hooks and of \`onExit\` at a step or task are looked up when the hook runs; \`argo lint\` looks at the
\`onExit\` of the Workflow only. Then the node, or the whole Workflow, ends in an error. An exit handler without arguments
is given those of the Workflow. Source: argo-workflows workflow/controller/hooks.go (executeTmplLifeCycleHook),
workflow/controller/exit_handler.go (runOnExitNode), workflow/validate/validate.go (validateHooks).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  hooks: {exit: {template: notfy}}
  templates:
    - {name: main, container: {image: alpine}}
    - {name: notify, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  hooks: {exit: {template: notify}}
  templates:
    - {name: main, container: {image: alpine}}
    - {name: notify, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      // The templates of another object are not at hand.
      if (workflow.workflowTemplateRef !== undefined) return;
      const names = workflow.templates.map(({ name }) => name);
      const submitted = workflow.kind === 'Workflow' || workflow.kind === 'CronWorkflow';
      for (const { what, name, path, args } of hooksOf(workflow)) {
        if (name === '' || name.includes('{{')) continue;
        const template = workflow.templates.find((one) => one.name === name);
        if (template === undefined) {
          const near = nearest(name, names);
          report({
            resource: workflow.resource,
            path,
            message: `${what} names the template "${name}", which is not there`,
            ...(near !== undefined && { help: `did you mean "${near}"?` }),
          });
          continue;
        }
        if (args === 'of the Workflow' && !submitted) continue;
        const given = args === 'of the Workflow' ? workflow.arguments : args;
        const missing = missingInputs(template.spec, given);
        if (missing.length === 0) continue;
        report({
          resource: workflow.resource,
          path,
          message: `${what} runs the template "${name}" without its ${missing.length > 1 ? 'inputs' : 'input'} ${missing.map((one) => `"${one}"`).join(', ')}`,
        });
      }
    },
  },
};

interface Hook {
  readonly what: string;
  /** The template's name, and where it stands. */
  readonly name: string;
  readonly path: Path;
  readonly args: JsonObject | undefined | 'of the Workflow';
}

function hooksOf(workflow: Workflow): readonly Hook[] {
  const calls = callsIn(workflow);
  return [
    ...lifecycleHooks(workflow.spec, workflow.specPath),
    ...calls.flatMap(({ spec, path }) => [
      ...lifecycleHooks(spec, path),
      ...(textAt(spec, 'onExit') === ''
        ? []
        : [
            {
              what: '"onExit"',
              name: textAt(spec, 'onExit'),
              path: [...path, 'onExit'],
              args: 'of the Workflow' as const,
            },
          ]),
    ]),
  ];
}

function lifecycleHooks(holder: JsonObject, path: Path): readonly Hook[] {
  const hooks = objectAt(holder, 'hooks') ?? {};
  return Object.keys(hooks).flatMap((key) => {
    const hook = objectAt(hooks, key);
    if (hook === undefined || objectAt(hook, 'templateRef') !== undefined) return [];
    const own = objectAt(hook, 'arguments');
    const empty = objectsAt(own, 'parameters').length === 0 && objectsAt(own, 'artifacts').length === 0;
    return [
      {
        what: `the hook "${key}"`,
        name: textAt(hook, 'template'),
        path: [...path, 'hooks', key, 'template'],
        args: key === 'exit' && empty ? ('of the Workflow' as const) : own,
      },
    ];
  });
}

function missingInputs(template: JsonObject, args: JsonObject | undefined): readonly string[] {
  const given = new Set(objectsAt(args, 'parameters').map((one) => textAt(one, 'name')));
  return objectsAt(objectAt(template, 'inputs'), 'parameters')
    .map(readParameter)
    .filter(({ name, value, default: fallback, valueFrom }) => {
      return !given.has(name) && value === undefined && fallback === undefined && valueFrom === undefined;
    })
    .map(({ name }) => name);
}
