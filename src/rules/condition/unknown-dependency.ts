import { nearest } from '../../nearest.ts';
import { conditionsFault } from '../conditions-fault.ts';
import type { Rule } from '../rule.ts';

export const unknownDependency: Rule = {
  id: 'condition/unknown-dependency',
  severity: 'error',
  summary: 'conditions that name a dependency that the Sensor does not have',
  docs: {
    why: `All names in the conditions have to be dependencies of the same Sensor. The trigger stops when it starts with an error in the log; the pod runs on, and every status is healthy. Seen on a cluster.
Source: argo-events pkg/sensors/listener.go (getDependencyExpression, listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push || tags", log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push || tag", log: {}}}]
`,
  },
  check: {
    trigger(trigger, sensor, { engine, report }) {
      const fault = conditionsFault(engine, trigger, sensor);
      if (fault?.kind !== 'unknown') return;
      const names = sensor.dependencies.map(({ name }) => name);
      const path = [...trigger.path, 'template', 'conditions'];
      for (const unknown of fault.names) {
        const near = nearest(unknown, names);
        const meant =
          near && trigger.conditions.replace(new RegExp(`(?<![\\w-])${unknown}(?![\\w-])`, 'gu'), near);
        report({
          resource: sensor.resource,
          path,
          message: `the Sensor has no dependency "${unknown}", so the trigger "${trigger.name}" never fires`,
          help:
            near === undefined
              ? `its dependencies: ${names.map((name) => `"${name}"`).join(', ')}`
              : `did you mean "${near}"?`,
          ...(meant !== undefined && {
            fix: { message: `write "${near}"`, safe: true, edits: [{ kind: 'set', path, value: meant }] },
          }),
        });
      }
    },
  },
};
