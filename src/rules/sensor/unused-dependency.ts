import type { Rule } from '../rule.ts';
import { subscriptionOf } from '../subscription.ts';

export const unusedDependency: Rule = {
  id: 'sensor/unused-dependency',
  severity: 'warning',
  summary: 'a dependency that no trigger waits for',
  docs: {
    why: `A trigger subscribes to the dependencies in its "conditions". When all triggers have conditions, a dependency that is in none of them is never listened to.
Source: argo-events pkg/sensors/listener.go (listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template: {name: log, conditions: push, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template: {name: log, conditions: push || tag, log: {}}
`,
  },
  check: {
    sensor(sensor, { engine, report }) {
      const { dependencies, triggers, resource } = sensor;
      // A trigger without conditions waits for all of them.
      if (triggers.length === 0 || triggers.some(({ conditions }) => conditions === '')) return;
      const used = triggers.map((trigger) => subscriptionOf(engine, trigger, sensor));
      if (used.includes(undefined)) return;
      for (const { name, path } of dependencies) {
        if (name === '' || used.some((one) => one?.dependencies.has(name))) continue;
        report({
          resource,
          path: [...path, 'name'],
          message: `no trigger's conditions name the dependency "${name}", so its events do nothing`,
          help: 'remove it, or add it to the conditions of a trigger',
        });
      }
    },
  },
};
