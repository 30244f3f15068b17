import type { Rule } from '../rule.ts';

export const templateWithoutType: Rule = {
  id: 'workflow/template-without-type',
  severity: 'error',
  summary: 'a template, step or task does not say what is to be done',
  docs: {
    why: `A template has one of container, containerSet, script, resource, steps, dag, suspend, data, http and plugin;
a step or a task has one of template, templateRef and inline. Source: argo-workflows workflow/validate/validate.go
(validateTemplateType), workflow/templateresolution/context.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}]]}
    - {name: task, inputs: {}}
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
};
