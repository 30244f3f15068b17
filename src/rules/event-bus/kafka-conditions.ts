import { eventBusOf } from '../../simulate/bus/publish.ts';
import type { Rule } from '../rule.ts';
import { subscriptionOf } from '../subscription.ts';

export const kafkaConditions: Rule = {
  id: 'event-bus/kafka-conditions',
  severity: 'error',
  summary: 'a trigger that waits for several events on a Kafka bus',
  docs: {
    why: `On a Kafka bus a trigger with "&&" in its conditions gets the event that came last, and not the others: parameters of the other dependencies have no value (since version 1.9.9).
Source: argo-events pkg/eventbus/kafka/sensor (the action's events).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  kafka: {url: kafka:9092}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template: {name: log, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  kafka: {url: kafka:9092}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template: {name: log, conditions: push || tag, log: {}}
`,
  },
  check: {
    trigger(trigger, sensor, { model, engine, report }) {
      if (sensor.dependencies.length < 2 || trigger.path.at(-1) === 'dlqTrigger') return;
      const bus = eventBusOf(model, model.namespaceOf(sensor.resource), sensor.eventBusName);
      if (bus?.bus !== 'kafka') return;
      const subscription = subscriptionOf(engine, trigger, sensor);
      const together = [...(subscription?.dependencies ?? [])].filter(
        (name) => subscription?.mayMiss(name) === false,
      );
      if (together.length < 2) return;
      report({
        resource: sensor.resource,
        path:
          trigger.conditions === ''
            ? [...trigger.path, 'template']
            : [...trigger.path, 'template', 'conditions'],
        message: `the trigger waits for ${together.map((name) => `"${name}"`).join(' and ')}, but on a Kafka bus it only gets the event that came last`,
        help: 'use a JetStream bus, or a trigger for each event',
        related: [{ message: 'the bus', resource: bus.resource, path: ['spec', 'kafka'] }],
      });
    },
  },
};
