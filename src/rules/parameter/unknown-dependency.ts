import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const unknownDependency: Rule = {
  id: 'parameter/unknown-dependency',
  severity: 'error',
  summary: 'a parameter takes its value from a dependency that the Sensor does not have',
  docs: {
    why: `No check of the controller looks at the name. In "parameters" such an entry is skipped without a word, or its "value" is used for ever; in "payload" and "dynamicHeaders" an entry without a "value" crashes the sensor's pod for each event.
Source: argo-events pkg/sensors/triggers/params.go (ResolveParamValue, ConstructPayload).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: pull, dataKey: body.ref}, dest: text}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: text}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const names = sensor.dependencies.map(({ name }) => name);
      for (const { list, spec, path } of parametersOf(trigger)) {
        const { level } = list;
        const { src } = spec;
        const name = src?.dependencyName ?? '';
        if (name === '' || names.includes(name)) continue;
        const built = level === 'payload' || level === 'headers';
        const outcome =
          src?.value !== undefined
            ? 'its "value" is always used'
            : built
              ? 'each event crashes the sensor'
              : 'it is skipped';
        const at = [...path, 'src', 'dependencyName'];
        const near = nearest(name, names);
        report({
          resource: sensor.resource,
          path: at,
          message: `the Sensor has no dependency "${name}", so the parameter gets nothing: ${outcome}`,
          help:
            near === undefined
              ? `its dependencies: ${names.map((one) => `"${one}"`).join(', ')}`
              : `did you mean "${near}"?`,
          ...(near !== undefined && {
            fix: {
              message: `write "${near}"`,
              safe: built && src?.value === undefined,
              edits: [{ kind: 'set', path: at, value: near }],
            },
          }),
        });
      }
    },
  },
};
