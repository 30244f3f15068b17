import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const kafkaPartitionInvalid: Rule = {
  id: 'event-source/kafka-partition-invalid',
  severity: 'error',
  summary: 'a partition that is no number',
  docs: {
    why: `It is read when the pod starts. The event source tries ten times and gives up: there are no events.
Source: argo-events pkg/eventsources/sources/kafka/start.go (partitionConsumer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, partition: first}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, partition: "0"}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const partition = type === 'kafka' ? textAt(spec, 'partition') : '';
      if (partition === '' || objectAt(spec, 'consumerGroup') !== undefined) return;
      if (/^[+-]?\d+$/.test(partition) && Math.abs(Number(partition)) <= 2_147_483_647) return;
      report({
        resource,
        path: [...path, 'partition'],
        message: `there are no events: "${partition}" is no number of a partition`,
        help: 'a partition is a number in quotes, for example "0"; for all of them use a "consumerGroup"',
      });
    },
  },
};
