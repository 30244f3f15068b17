import { isObject } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const amqpNeverAcknowledged: Rule = {
  id: 'event-source/amqp-never-acknowledged',
  severity: 'warning',
  summary: 'an AMQP event that takes messages and never acknowledges them',
  docs: {
    why: `The event source acknowledges no message itself: it relies on "autoAck", which is true without "consume" and false with one that does not say it. Then the broker keeps every message as unacknowledged, and delivers all of them once more whenever the connection or the pod is a new one; RabbitMQ closes the channel of such a consumer after half an hour by default.
Source: argo-events pkg/eventsources/sources/amqp/start.go (setDefaults, StartListening, handleOne).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  amqp:
    jobs:
      url: "amqp://rabbitmq:5672"
      exchangeName: jobs
      exchangeType: topic
      routingKey: "#"
      jsonBody: true
      consume: {consumerTag: jobs}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  amqp:
    jobs:
      url: "amqp://rabbitmq:5672"
      exchangeName: jobs
      exchangeType: topic
      routingKey: "#"
      jsonBody: true
      consume: {consumerTag: jobs, autoAck: true}
`,
  },
  check: {
    event({ type, spec, path, name }, { resource }, { report }) {
      const { consume } = spec;
      if (type !== 'amqp' || !isObject(consume) || consume['autoAck'] === true) return;
      const at = 'autoAck' in consume ? ['consume', 'autoAck'] : ['consume'];
      report({
        resource,
        path: [...path, ...at],
        what: 'key',
        message: `"${name}" never acknowledges its messages: the broker keeps them and delivers them again`,
        help: 'add "autoAck: true" to "consume", or leave "consume" out',
      });
    },
  },
};
