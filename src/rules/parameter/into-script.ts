import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  listAt,
  objectAt,
  textAt,
  textOf,
} from '../../json.ts';
import type { EmbeddedResource } from '../../model/embedded.ts';
import { destinationKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { objectOf, parametersOf } from '../trigger-parts.ts';

export const intoScript: Rule = {
  id: 'parameter/into-script',
  severity: 'warning',
  summary: 'text of an event that becomes a part of a script',
  docs: {
    why: `The text is put into the script before the script is read. Whoever can send the event can end the quotes around it and run commands of his own in the Workflow's pod; a quote by accident breaks the script. An environment variable is never read as code.
Source: argo-workflows util/template/simple_template.go (replacement of {{…}} in the template's text).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates:
                  - name: main
                    script: {image: busybox, command: [sh], source: 'git checkout "{{workflow.parameters.ref}}"'}
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates:
                  - name: main
                    script:
                      image: busybox
                      command: [sh]
                      env: [{name: REF, value: "{{workflow.parameters.ref}}"}]
                      source: git checkout "$REF"
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      let object: EmbeddedResource | undefined;
      for (const { list, spec, path } of parametersOf(trigger)) {
        const { src, dest } = spec;
        if (list.level !== 'type' || src === undefined || (src.dataKey === '' && src.dataTemplate === ''))
          continue;
        const [first, second, third, index = '', field] = destinationKeys(dest) ?? [];
        if (first !== 'spec' || second !== 'arguments' || third !== 'parameters' || field !== 'value')
          continue;
        object ??= objectOf(model, sensor, trigger);
        if (object?.resource.kind !== 'Workflow') return;
        const workflow = objectAt(object.resource.value, 'spec') ?? {};
        const parameter = listAt(objectAt(workflow, 'arguments'), 'parameters')[Number(index)];
        const name = isObject(parameter) ? textAt(parameter, 'name') : '';
        const found = name === '' ? undefined : scriptWith(workflow, name);
        if (found === undefined) continue;
        report({
          resource: sensor.resource,
          path: [...path, 'dest'],
          message: `text of the event becomes a part of the ${found.what} of the template "${found.template}": whoever sends it can run commands`,
          help: 'set an environment variable from the parameter, and use that in the script',
          related: [
            {
              message: 'here it is used',
              resource: object.resource,
              path: ['spec', 'templates', ...found.path],
            },
          ],
        });
      }
    },
  },
};

interface Script {
  readonly template: string;
  readonly what: 'script' | 'shell command';
  /** From the list of templates. */
  readonly path: readonly (string | number)[];
}

/** Where a script has the Workflow's parameter in its text. */
function scriptWith(workflow: JsonObject, name: string): Script | undefined {
  const entrypoint = textAt(workflow, 'entrypoint');
  for (const [index, template] of listAt(workflow, 'templates').entries()) {
    if (!isObject(template)) continue;
    const called = textAt(template, 'name');
    const marks = [`workflow.parameters.${name}`];
    // The arguments of the Workflow are the inputs of its first template.
    if (called === entrypoint) marks.push(`inputs.parameters.${name}`);
    const has = (value: JsonValue | undefined) =>
      typeof value === 'string' &&
      marks.some((mark) => value.replaceAll(/\{\{\s*|\s*\}\}/g, (one) => one.trim()).includes(`{{${mark}}}`));
    const script = objectAt(template, 'script');
    if (has(script?.['source']))
      return { template: called, what: 'script', path: [index, 'script', 'source'] };
    const container = objectAt(template, 'container');
    for (const field of ['command', 'args'] as const) {
      const words = container?.[field];
      const command = container?.['command'];
      if (!isArray(words) || !isArray(command) || !/^(?:.*\/)?(?:ba|da|k|z)?sh$/.test(textOf(command[0])))
        continue;
      const at = words.findIndex(has);
      if (at !== -1)
        return { template: called, what: 'shell command', path: [index, 'container', field, at] };
    }
  }
  return undefined;
}
