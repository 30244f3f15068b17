import { isSet, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { entriesOf, templatesIn } from '../workflow-templates.ts';

export const outputNeverSet: Rule = {
  id: 'workflow/output-never-set',
  severity: 'warning',
  summary: 'an output that nothing gives a value',
  docs: {
    why: `The outputs of a suspended node are those that somebody supplies, and an HTTP template has its \`result\` only: a parameter
that takes its value from a path, an expression or a filter there never gets one, and whoever reads it waits for ever. \`argo
lint\` accepts it. Source: argo-workflows workflow/validate/validate.go (validateOutputs), workflow/executor/agent.go
(executeHTTPTemplate), workflow/util/util.go (updateSuspendedNode).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, suspend: {}, outputs: {parameters: [{name: answer, valueFrom: {path: /tmp/answer}}]}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, suspend: {}, outputs: {parameters: [{name: answer, valueFrom: {supplied: {}}}]}}]
`,
  },
  check: {
    workflow({ resource, ...workflow }, { report }) {
      for (const template of templatesIn({ resource, ...workflow })) {
        const { spec } = template;
        const type = isSet(spec, 'suspend') ? 'suspend' : isSet(spec, 'http') ? 'http' : undefined;
        if (type === undefined) continue;
        const outputs = entriesOf(objectAt(spec, 'outputs'), 'parameters', [...template.path, 'outputs']);
        for (const { spec: output, name, path } of outputs) {
          const from = objectAt(output, 'valueFrom');
          const field = SOURCES.find((one) => textAt(from, one) !== '');
          if (field === undefined) continue;
          const means =
            type === 'suspend' ? 'write "supplied: {}"' : 'read "outputs.result" of the step or task';
          const message = `the output "${name}" never has a value: a template of type "${type}" does not read "${field}"`;
          report({ resource, path: [...path, 'valueFrom', field], message, help: means });
        }
      }
    },
  },
};

const SOURCES = ['path', 'jqFilter', 'jsonPath', 'parameter', 'expression'];
