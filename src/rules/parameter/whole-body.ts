import type { Rule } from '../rule.ts';
import { parameterLists } from '../trigger-parts.ts';

export const wholeBody: Rule = {
  id: 'parameter/whole-body',
  severity: 'warning',
  summary: 'a payload entry that is the whole body, beside others',
  docs: {
    why: `An entry with an empty "dest" that has a value is the whole body at once: what was built before it is thrown away, and what comes after it is not looked at.
Source: argo-events pkg/sensors/triggers/params.go (ConstructPayload).`,
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
          payload: 
            - {src: {dependencyName: push, dataKey: body}, dest: ''}
            - {src: {dependencyName: push, dataKey: body.ref}, dest: ref}
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
          payload: 
            - {src: {dependencyName: push, dataKey: body}, dest: ''}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      for (const { level, path, parameters } of parameterLists(trigger)) {
        if (level !== 'payload' || parameters.length === 1) continue;
        const whole = parameters.findIndex(({ dest }) => dest === '');
        // Several whole bodies are one for each dependency that may have come.
        if (whole === -1 || parameters.every(({ dest }) => dest === '')) continue;
        report({
          resource: sensor.resource,
          path: [...path, whole],
          message: `the entry has no "dest", so it is the whole body, and the other ${parameters.length === 2 ? 'entry is' : `${parameters.length - 1} entries are`} lost`,
          help: 'give it a "dest", or leave the others out',
        });
      }
    },
  },
};
