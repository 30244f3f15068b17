import { buildConditions } from '../../simulate/conditions.ts';
import { conditionsFault } from '../conditions-fault.ts';
import type { Rule } from '../rule.ts';

export const unreadable: Rule = {
  id: 'condition/unreadable',
  severity: 'error',
  summary: 'conditions that cannot be read',
  docs: {
    why: `Conditions are names of dependencies with "&&", "||" and parentheses, and nothing else: no "and", no "!", no commas. The trigger stops when it starts with an error in the log; the pod runs on, and every status is healthy. Seen on a cluster.
Source: argo-events pkg/sensors/listener.go (getDependencyExpression, listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push and tag", log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push && tag", log: {}}}]
`,
  },
  check: {
    trigger(trigger, sensor, { engine, report }) {
      const fault = conditionsFault(engine, trigger, sensor);
      if (fault?.kind !== 'unreadable') return;
      const { conditions } = trigger;
      const path = [...trigger.path, 'template', 'conditions'];
      const names = sensor.dependencies.map(({ name }) => name);
      const meant = conditions
        .replace(/\band\b|,|(?<!&)&(?!&)/gi, (word) => (word === ',' ? ' &&' : '&&'))
        .replace(/\bor\b|(?<!\|)\|(?!\|)/gi, '||');
      const works = meant !== conditions && buildConditions(engine, meant, names).ok;
      const [first = ''] = fault.problem.failure.error.split('\n', 1);
      report({
        resource: sensor.resource,
        path,
        message: `the conditions "${conditions}" cannot be read, so the trigger never fires: ${first}`,
        help: works
          ? `did you mean "${meant}"?`
          : 'write names of dependencies with "&&", "||" and parentheses',
        // A comma may stand for either.
        ...(works && {
          fix: {
            message: `write "${meant}"`,
            safe: !conditions.includes(','),
            edits: [{ kind: 'set', path, value: meant }],
          },
        }),
      });
    },
  },
};
