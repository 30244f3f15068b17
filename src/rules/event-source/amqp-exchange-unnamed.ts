import type { Rule } from '../rule.ts';

export const amqpExchangeUnnamed: Rule = {
  id: 'event-source/amqp-exchange-unnamed',
  severity: 'warning',
  summary: 'an AMQP event without an exchange',
  docs: {
    why: `The event source declares its exchange under an empty name, which is the name of the broker's default exchange: the broker refuses it and closes the channel. The event source tries ten times and gives up.
Source: argo-events pkg/eventsources/sources/amqp/start.go (getDelivery), AMQP 0-9-1 specification, exchange.declare.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  amqp:
    jobs: {url: "amqp://rabbitmq:5672", exchangeType: topic, routingKey: "#", jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  amqp:
    jobs: {url: "amqp://rabbitmq:5672", exchangeName: jobs, exchangeType: topic, routingKey: "#", jsonBody: true}
`,
  },
  check: {
    event({ type, spec, path, name }, { resource }, { report }) {
      const exchange = spec['exchangeName'] ?? '';
      if (type !== 'amqp' || exchange !== '') return;
      report({
        resource,
        path,
        what: 'key',
        message: `"${name}" has no "exchangeName": brokers refuse to declare their default exchange`,
        help: 'add "exchangeName"',
      });
    },
  },
};
