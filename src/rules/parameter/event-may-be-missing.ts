import type { Rule } from '../rule.ts';
import { subscriptionOf } from '../subscription.ts';
import { parametersOf } from '../trigger-parts.ts';

export const eventMayBeMissing: Rule = {
  id: 'parameter/event-may-be-missing',
  severity: 'error',
  summary: 'a payload takes a value from an event that the trigger does not always have',
  docs: {
    why: `When the conditions can hold without an event of the dependency, as each side of "a || b" can, a "payload" or "dynamicHeaders" entry without a "value" is read through a nil pointer: the sensor's pod crashes, the event is lost, and the webhook has already answered 200.
Source: argo-events pkg/sensors/triggers/params.go (ConstructPayload), pkg/sensors/triggers/http/http.go (Execute).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template:
        name: post
        conditions: push || tag
        http:
          url: https://chat.example.com
          payload: 
            - {src: {dependencyName: push, dataKey: body.ref}, dest: branch}
            - {src: {dependencyName: tag, dataKey: body.ref}, dest: tag}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template:
        name: post
        conditions: push || tag
        http:
          url: https://chat.example.com
          payload: 
            - {src: {dependencyName: push, dataKey: body.ref, value: none}, dest: branch}
            - {src: {dependencyName: tag, dataKey: body.ref, value: none}, dest: tag}
`,
  },
  check: {
    trigger(trigger, sensor, { engine, report }) {
      for (const { list, spec, path } of parametersOf(trigger)) {
        const name = spec.src?.dependencyName;
        if (list.level !== 'payload' && list.level !== 'headers') continue;
        if (name === undefined || spec.src?.value !== undefined) continue;
        // An entry without a dest is the whole body, and is skipped when it has no value.
        if (list.level === 'payload' && spec.dest === '') continue;
        const subscription = subscriptionOf(engine, trigger, sensor);
        if (!subscription?.dependencies.has(name) || !subscription.mayMiss(name)) continue;
        report({
          resource: sensor.resource,
          path: [...path, 'src', 'dependencyName'],
          message: `the trigger can fire without an event of "${name}", and then this entry crashes the sensor`,
          help: 'add a "value" as default, or make one trigger for each dependency',
        });
      }
    },
  },
};
