import { nearest } from '../../nearest.ts';
import type { Shape } from '../../simulate/go-struct.ts';
import { kindShape, TEMPLATE } from '../../simulate/triggers/trigger-shape.ts';
import { destinationKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { kindPart, parametersOf } from '../trigger-parts.ts';

export const unknownDestination: Rule = {
  id: 'parameter/unknown-destination',
  severity: 'error',
  summary: 'a dest that is no field of what it is written to',
  docs: {
    why: `The template of a trigger and the fields of its kind are Go types: what is written beside their fields is gone as soon as they are read back, and nobody says so. Of an object that a trigger creates, "argo submit" refuses a field that its kind does not have, and the API server or the controller passes over it.
Source: argo-events pkg/sensors/triggers/params.go (ApplyTemplateParameters, ApplyResourceParameters), pkg/apis/events/v1alpha1/sensor_types.go; argo-workflows workflow/common/parse.go (ParseWorkflow).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - parameters: [{src: {dependencyName: push, dataKey: body.url}, dest: http.uri}]
      template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - parameters: [{src: {dependencyName: push, dataKey: body.url}, dest: http.url}]
      template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part === undefined) return;
      const { kind } = part;
      for (const { list, spec, path } of parametersOf(trigger)) {
        const keys = destinationKeys(spec.dest);
        if (keys === undefined || (list.level !== 'trigger' && list.level !== 'type')) continue;
        // The parameters of these go to an object, or to what a server answers.
        if (list.level === 'type' && ['k8s', 'argoWorkflow', 'custom'].includes(kind)) continue;
        const stranger = strangerIn(list.level === 'trigger' ? TEMPLATE : kindShape(kind), keys);
        if (stranger === undefined) continue;
        const { depth, fields } = stranger;
        // Those belong into another list of parameters.
        if (depth === 0 && ['metadata', 'spec', 'data', 'template', kind].includes(keys[0] ?? '')) continue;
        const key = keys[depth] ?? '';
        const holder =
          depth === 0
            ? list.level === 'trigger'
              ? 'the template'
              : `"${kind}"`
            : `"${keys.slice(0, depth).join('.')}"`;
        const near = nearest(key, fields);
        const at = [...path, 'dest'];
        const meant =
          near === undefined
            ? undefined
            : [...keys.slice(0, depth), near, ...keys.slice(depth + 1)].join('.');
        report({
          resource: sensor.resource,
          path: at,
          message: `${holder} has no field "${key}", so "${spec.dest}" is written to nowhere`,
          help: meant === undefined ? `it has ${fields.join(', ')}` : `did you mean "${meant}"?`,
          ...(meant !== undefined && {
            fix: {
              message: `write "${meant}"`,
              safe: false,
              edits: [{ kind: 'set', path: at, value: meant }],
            },
          }),
        });
      }
    },
  },
};

/** The first key that the Go type does not have a place for. */
function strangerIn(
  root: Shape,
  keys: readonly string[],
): { readonly depth: number; readonly fields: readonly string[] } | undefined {
  let shape = root;
  for (const [depth, key] of keys.entries()) {
    if (shape.kind === 'raw' || shape.kind === 'map') return undefined;
    if (shape.kind === 'list') {
      shape = shape.item;
      continue;
    }
    if (shape.kind !== 'struct') return undefined;
    const names = Object.keys(shape.fields);
    // Go's decoder does not look at upper and lower case.
    const name = names.find((one) => one.toLowerCase() === key.toLowerCase());
    const field = name === undefined ? undefined : shape.fields[name];
    if (field === undefined) return { depth, fields: names };
    shape = field.shape;
  }
  return undefined;
}
