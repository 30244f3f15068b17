import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const templateEnvironment: Rule = {
  id: 'parameter/template-environment',
  severity: 'warning',
  summary: "a template that reads the environment of the sensor's pod",
  docs: {
    why: `Templates have all functions of sprig, "env" and "expandenv" too: they read the variables of the sensor's pod, among them the addresses of services and what its template sets from Secrets.
Source: argo-events pkg/sensors/triggers/params.go (getValueWithTemplate: sprig.FuncMap with all functions).`,
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
          payload: [{src: {dependencyName: push, dataTemplate: '{{ env "TOKEN" }}'}, dest: token}]
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
          payload: [{src: {dependencyName: push, dataTemplate: '{{ .Input.body.ref }}'}, dest: token}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      for (const { spec, path } of parametersOf(trigger)) {
        for (const field of ['dataTemplate', 'contextTemplate'] as const) {
          const match = /\{\{[^}]*?\b(env|expandenv)\s+["`(.$]/.exec(spec.src?.[field] ?? '');
          if (match === null) continue;
          report({
            resource: sensor.resource,
            path: [...path, 'src', field],
            message: `"${match[1]}" reads the environment of the sensor's pod, and writes it to "${spec.dest}"`,
            help: 'use a Secret or a ConfigMap where the value is needed',
          });
        }
      }
    },
  },
};
