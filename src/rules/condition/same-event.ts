import type { Dependency } from '../../model/kinds/sensor.ts';
import { eventBusOf } from '../../simulate/bus/publish.ts';
import type { Rule } from '../rule.ts';
import { subscriptionOf } from '../subscription.ts';

export const sameEvent: Rule = {
  id: 'condition/same-event',
  severity: 'warning',
  summary: 'a trigger that waits for two events, which one event is enough for',
  docs: {
    why: `Each event goes to all dependencies on it. Where one of two has no filters, an event that passes the other passes both, and "a && b" holds at once. Seen on a cluster.
Source: argo-events pkg/eventbus/jetstream/sensor/trigger_conn.go (processMsg).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: opened, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, value: ["^opened$"]}]}}, {name: seen, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: log, conditions: "opened && seen", log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: opened, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, value: ["^opened$"]}]}}, {name: seen, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "opened && seen", log: {}}}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, engine, report }) {
      const { resource, dependencies } = sensor;
      if (dependencies.length < 2 || trigger.path.includes('dlqTrigger')) return;
      // Only where two are on one event the conditions matter.
      const pairs = dependencies.some((one, index) =>
        dependencies.slice(0, index).some((earlier) => isSameEvent(earlier, one)),
      );
      if (!pairs) return;
      // The controller refuses it on NATS Streaming.
      if (eventBusOf(model, model.namespaceOf(resource), sensor.eventBusName)?.bus === 'nats') return;
      const subscription = subscriptionOf(engine, trigger, sensor);
      const needed = dependencies.filter(
        ({ name }) => subscription?.dependencies.has(name) && !subscription.mayMiss(name),
      );
      for (const [index, one] of needed.entries()) {
        const other = needed.slice(0, index).find((earlier) => isSameEvent(earlier, one));
        if (other === undefined || (isFiltered(one) && isFiltered(other))) continue;
        report({
          resource,
          path: [...trigger.path, 'template', ...(trigger.conditions === '' ? [] : ['conditions'])],
          ...(trigger.conditions === '' && { what: 'key' }),
          message: `one event fires the trigger "${trigger.name}": "${other.name}" and "${one.name}" are on the same event, and one of them has no filters`,
          help: 'one dependency is enough, unless both have filters',
          related: [other, one].map(({ name, path }) => ({ message: `"${name}"`, resource, path })),
        });
      }
    },
  },
};

function isSameEvent(a: Dependency, b: Dependency): boolean {
  return a.name !== b.name && a.eventSourceName === b.eventSourceName && a.eventName === b.eventName;
}

function isFiltered({ filters, transform }: Dependency): boolean {
  return filters !== undefined || transform !== undefined;
}
