import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const kafkaGroupUnnamed: Rule = {
  id: 'event-source/kafka-group-unnamed',
  severity: 'error',
  summary: 'a consumer group without a name',
  docs: {
    why: `The controller asks only whether there is a group. Kafka refuses one without a name: the event source tries again and again, and there are no events.
Source: argo-events pkg/eventsources/sources/kafka/start.go (consumerGroupConsumer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {oldest: true}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo, oldest: true}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const group = type === 'kafka' ? objectAt(spec, 'consumerGroup') : undefined;
      if (group === undefined || textAt(group, 'groupName') !== '') return;
      // A value of another type is said elsewhere.
      if ((group['groupName'] ?? '') !== '') return;
      report({
        resource,
        path: [...path, 'consumerGroup'],
        what: 'key',
        message: 'the consumer group has no name: there are no events',
        help: 'add "groupName"',
      });
    },
  },
};
