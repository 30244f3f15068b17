import type { Rule } from '../rule.ts';
import { subscriptionOf } from '../subscription.ts';
import { parametersOf } from '../trigger-parts.ts';

export const dependencyNotInConditions: Rule = {
  id: 'parameter/dependency-not-in-conditions',
  severity: 'error',
  summary: "a parameter takes its value from a dependency that is not in the trigger's conditions",
  docs: {
    why: `A trigger subscribes to the dependencies in its "conditions" only. Of all others it never has an event: the parameter is skipped, or its "value" is used for ever, and in "payload" and "dynamicHeaders" the sensor's pod crashes.
Source: argo-events pkg/sensors/listener.go (listenEvents), pkg/sensors/triggers/params.go (ResolveParamValue).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies:
    - {name: push, eventSourceName: github, eventName: push}
    - {name: tag, eventSourceName: github, eventName: tag}
  triggers:
    - template:
        name: post
        conditions: push
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: tag, dataKey: body.ref}, dest: text}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies:
    - {name: push, eventSourceName: github, eventName: push}
    - {name: tag, eventSourceName: github, eventName: tag}
  triggers:
    - template:
        name: post
        conditions: push
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: text}]
`,
  },
  check: {
    trigger(trigger, sensor, { engine, report }) {
      const parameters = parametersOf(trigger);
      if (parameters.length === 0) return;
      const subscription = subscriptionOf(engine, trigger, sensor);
      if (subscription === undefined) return;
      const names = new Set(sensor.dependencies.map(({ name }) => name));
      for (const { list, spec, path } of parameters) {
        const { level } = list;
        const { src } = spec;
        const name = src?.dependencyName ?? '';
        if (!names.has(name) || subscription.dependencies.has(name)) continue;
        const built = level === 'payload' || level === 'headers';
        const outcome =
          src?.value !== undefined
            ? 'the "value" is always used'
            : built
              ? 'each event crashes the sensor'
              : 'the parameter is skipped';
        report({
          resource: sensor.resource,
          path: [...path, 'src', 'dependencyName'],
          message: `the trigger never has an event of "${name}", which is not in its conditions: ${outcome}`,
          help: `its conditions name ${[...subscription.dependencies].map((one) => `"${one}"`).join(', ')}`,
          related: [
            {
              message: 'the conditions',
              resource: sensor.resource,
              path: [...trigger.path, 'template', 'conditions'],
            },
          ],
        });
      }
    },
  },
};
