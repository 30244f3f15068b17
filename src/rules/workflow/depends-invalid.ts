import { dependenciesOf } from '../../workflow/depends.ts';
import { callersOf } from '../callers.ts';
import type { Rule } from '../rule.ts';

export const dependsInvalid: Rule = {
  id: 'workflow/depends-invalid',
  severity: 'error',
  summary: 'the `depends` of a task is no expression',
  docs: {
    why: `Before the run only the names of tasks and results are looked for in it, so \`argo lint\` and the controller's own
validation accept it. When the tasks before it have ended the expression is evaluated, and the task ends in an error.
Source: argo-workflows workflow/controller/dag.go (evaluateDependsLogic), workflow/common/ancestry.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, depends: "build && ("}]}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, depends: "build && !build.Skipped"}]}}
    - {name: task, container: {image: alpine}}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      const asked = callersOf(workflow).flatMap(({ spec, path, tasks }) => {
        const depends = spec['depends'];
        if (tasks === undefined || typeof depends !== 'string') return [];
        if (depends.trim() === '' || depends.includes('{{')) return [];
        // The controller replaces the dashes of all names in the same way.
        const expression = dependenciesOf(spec, (name) => tasks.get(name)).logic.replaceAll('-', '_');
        return [{ depends, path, expression }];
      });
      if (asked.length === 0) return;
      const answers = engine.ask(
        asked.map(({ expression }) => ({ op: 'workflowVariables' as const, expression })),
      );
      for (const [index, { depends, path }] of asked.entries()) {
        const answer = answers[index];
        if (answer === undefined || answer.ok || answer.kind !== 'error') continue;
        const [reason = ''] = answer.error.split(' (');
        report({
          resource: workflow.resource,
          path: [...path, 'depends'],
          message: `"${depends}" cannot be evaluated: ${reason}`,
        });
      }
    },
  },
};
