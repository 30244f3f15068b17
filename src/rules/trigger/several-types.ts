import { isObject } from '../../json.ts';
import { TRIGGER_KINDS } from '../../model/kinds/sensor.ts';
import type { Rule } from '../rule.ts';
import { templateOf } from '../trigger-parts.ts';

export const severalTypes: Rule = {
  id: 'trigger/several-types',
  severity: 'error',
  summary: 'a trigger with several kinds, of which one runs',
  docs: {
    why: `The sensor takes the first that is there of k8s, argoWorkflow, http, awsLambda, azureEventHubs, azureServiceBus, kafka, pulsar, nats, slack, openWhisk, custom, log, email. The others never run.
Source: argo-events pkg/sensors/trigger.go (GetTrigger).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: tell
        log: {}
        http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: tell
        http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const template = templateOf(trigger);
      const kinds = TRIGGER_KINDS.filter((kind) => Object.hasOwn(template, kind) && isObject(template[kind]));
      const [first, ...others] = kinds;
      for (const kind of others) {
        report({
          resource: sensor.resource,
          path: [...trigger.path, 'template', kind],
          what: 'key',
          message: `"${kind}" never runs, because the trigger "${trigger.name}" has "${first}" too`,
          help: 'make a trigger of its own of it',
        });
      }
    },
  },
};
