import { isObject, type JsonObject, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const kafkaFieldIgnored: Rule = {
  id: 'event-source/kafka-field-ignored',
  severity: 'warning',
  summary: 'a field that is not read beside another',
  docs: {
    why: `With a consumer group Kafka gives out the partitions, so "partition" is not read. Without one "limitEventsPerSecond" is not. A schema registry is asked only when "jsonBody" is true.
Source: argo-events pkg/eventsources/sources/kafka/start.go (StartListening, ConsumeClaim, processOne).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo}, partition: "0"}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      if (type !== 'kafka') return;
      for (const [key, why] of ignoredIn(spec)) {
        report({ resource, path: [...path, key], what: 'key', message: `"${key}" is not read ${why}` });
      }
    },
  },
};

function ignoredIn(spec: JsonObject): readonly (readonly [key: string, why: string])[] {
  const grouped = objectAt(spec, 'consumerGroup') !== undefined;
  const limit = spec['limitEventsPerSecond'];
  return [
    ...(grouped && textAt(spec, 'partition') !== '' ? [['partition', 'with a consumer group'] as const] : []),
    ...(!grouped && typeof limit === 'number' && limit > 0
      ? [['limitEventsPerSecond', 'without a consumer group'] as const]
      : []),
    ...(isObject(spec['schemaRegistry']) && spec['jsonBody'] !== true
      ? [['schemaRegistry', 'without "jsonBody: true"'] as const]
      : []),
  ];
}
