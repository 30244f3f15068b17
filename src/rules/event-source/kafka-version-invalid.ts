import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const kafkaVersionInvalid: Rule = {
  id: 'event-source/kafka-version-invalid',
  severity: 'error',
  summary: 'a version of Kafka that cannot be read',
  docs: {
    why: `A version has three numbers, and four when the first is 0. It is read when the pod starts. The event source tries ten times and gives up: there are no events.
Source: argo-events pkg/eventsources/sources/kafka/start.go (getSaramaConfig), IBM/sarama utils.go (ParseKafkaVersion).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo}, version: "2.5"}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo}, version: "2.5.0"}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const version = type === 'kafka' ? textAt(spec, 'version') : '';
      if (version === '' || /^(?:0\.\d+\.\d+\.\d+|[1-9]\d*\.\d+\.\d+)$/.test(version)) return;
      const numbers = /^v?([1-9]\d*)(?:\.(\d+))?(?:\.(\d+))?$/i.exec(version.trim());
      const [, major, minor = '0', patch = '0'] = numbers ?? [];
      const meant = major === undefined ? undefined : `${major}.${minor}.${patch}`;
      const at = [...path, 'version'];
      report({
        resource,
        path: at,
        message: `there are no events: "${version}" is no version of Kafka`,
        help: meant === undefined ? 'a version has three numbers, for example "2.5.0"' : `write "${meant}"`,
        ...(meant !== undefined && {
          fix: { message: `write "${meant}"`, safe: true, edits: [{ kind: 'set', path: at, value: meant }] },
        }),
      });
    },
  },
};
