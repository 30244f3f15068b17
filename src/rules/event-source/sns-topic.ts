import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const snsTopic: Rule = {
  id: 'event-source/sns-topic',
  severity: 'error',
  summary: 'a topic of SNS that is not where it is looked for',
  docs: {
    why: `The event source subscribes to the ARN of the topic in the given region. SNS refuses anything else and topics of other regions: nothing is ever sent.
Source: argo-events pkg/eventsources/sources/awssns/start.go (PostActivate), Amazon SNS API, Subscribe.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sns:
    alerts: {topicArn: "alerts", region: eu-central-1, webhook: {endpoint: /alerts, port: "12000", method: POST, url: "https://hooks.example.com"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sns:
    alerts: {topicArn: "arn:aws:sns:eu-central-1:123456789012:alerts", region: eu-central-1, webhook: {endpoint: /alerts, port: "12000", method: POST, url: "https://hooks.example.com"}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const topic = type === 'sns' ? textAt(spec, 'topicArn') : '';
      const region = textAt(spec, 'region');
      // Another endpoint may be anything.
      if (topic === '' || textAt(spec, 'endpoint') !== '') return;
      const [, place] = /^arn:aws[\w-]*:sns:([^:]*):[^:]+:[^:]+/.exec(topic) ?? [];
      if (place === undefined) {
        report({
          resource,
          path: [...path, 'topicArn'],
          message: `"${topic}" is no ARN of a topic`,
          help: 'for example "arn:aws:sns:eu-central-1:123456789012:alerts"',
        });
      } else if (region !== '' && place !== region) {
        const at = [...path, 'region'];
        report({
          resource,
          path: at,
          message: `the topic is in "${place}", and is looked for in "${region}"`,
          help: `write "${place}"`,
          fix: { message: `write "${place}"`, safe: false, edits: [{ kind: 'set', path: at, value: place }] },
        });
      }
    },
  },
};
