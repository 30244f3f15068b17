import { listAt } from '../../json.ts';
import { buildConditions } from '../../simulate/conditions.ts';
import type { Rule } from '../rule.ts';
import { templateOf } from '../trigger-parts.ts';

export const resetUseless: Rule = {
  id: 'condition/reset-useless',
  severity: 'warning',
  summary: 'a reset of conditions that keep nothing',
  docs: {
    why: `Only a trigger that waits for several events, with "&&", keeps those that have come. A reset drops them; there is nothing to drop otherwise.
Source: argo-events pkg/eventbus/jetstream/sensor/trigger_conn.go (Subscribe).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push || tag", conditionsReset: [{byTime: {cron: "0 0 * * *"}}], log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push && tag", conditionsReset: [{byTime: {cron: "0 0 * * *"}}], log: {}}}]
`,
  },
  check: {
    trigger(trigger, { resource, dependencies }, { engine, report }) {
      const resets = listAt(templateOf(trigger), 'conditionsReset');
      if (resets.length === 0 || trigger.path.includes('dlqTrigger')) return;
      const built = buildConditions(
        engine,
        trigger.conditions,
        dependencies.map(({ name }) => name),
      );
      if (!built.ok || built.conditions.accumulates) return;
      const path = [...trigger.path, 'template', 'conditionsReset'];
      report({
        resource,
        path,
        what: 'key',
        message: `"conditionsReset" has no effect: the trigger "${trigger.name}" fires on each event and keeps none`,
        fix: { message: 'remove "conditionsReset"', safe: true, edits: [{ kind: 'remove', path }] },
      });
    },
  },
};
