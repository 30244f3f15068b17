import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const kafkaBrokerAddress: Rule = {
  id: 'event-source/kafka-broker-address',
  severity: 'error',
  summary: 'an address of a broker that is no host and port',
  docs: {
    why: `"url" is a list of HOST:PORT with commas between them, and no URL. An address that cannot be dialled is passed over; when none is left, there are no events.
Source: argo-events pkg/eventsources/sources/kafka/start.go (partitionConsumer, consumerGroupConsumer), IBM/sarama broker.go (Open).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka://kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo}}
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
      const url = type === 'kafka' ? textAt(spec, 'url') : '';
      if (url === '') return;
      const addresses = url.split(',');
      const wrong = addresses.filter((address) => !/^(?:[^\s:/[\]]+|\[[^\]]+\]):\d+$/.test(address));
      const [first] = wrong;
      if (first === undefined) return;
      const at = [...path, 'url'];
      const meant = addresses
        .map((address) =>
          address
            .trim()
            .replace(/^\w+:\/\//, '')
            .replace(/\/$/, ''),
        )
        .join(',');
      const mended = meant.split(',').every((address) => /^(?:[^\s:/[\]]+|\[[^\]]+\]):\d+$/.test(address));
      report({
        resource,
        path: at,
        severity: wrong.length === addresses.length ? 'error' : 'warning',
        message: `"${first}" is no address of a broker`,
        help: mended
          ? `write "${meant}"`
          : 'an address is a host and a port, for example "kafka.default:9092"',
        ...(mended && {
          fix: { message: `write "${meant}"`, safe: true, edits: [{ kind: 'set', path: at, value: meant }] },
        }),
      });
    },
  },
};
