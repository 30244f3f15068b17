import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const tlsIgnored: Rule = {
  id: 'event-source/tls-ignored',
  severity: 'warning',
  summary: 'a "tls" for an address that does not speak TLS',
  docs: {
    why: `Whether a connection is encrypted is in the scheme of its URL. With a scheme without TLS the certificates are not looked at, and everything, passwords too, travels in plain text.
Source: rabbitmq/amqp091-go connection.go (DialConfig), apache/pulsar-client-go client_impl.go (newClient), eclipse/paho.mqtt.golang netconn.go (openConnection).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  amqp:
    jobs: {url: "amqp://rabbitmq:5672", exchangeName: jobs, exchangeType: topic, routingKey: "#", jsonBody: true, tls: {caCertSecret: {name: rabbitmq, key: ca.crt}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  amqp:
    jobs: {url: "amqps://rabbitmq:5671", exchangeName: jobs, exchangeType: topic, routingKey: "#", jsonBody: true, tls: {caCertSecret: {name: rabbitmq, key: ca.crt}}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const plain = PLAIN.get(type);
      const url = textAt(spec, 'url');
      if (plain === undefined || !plain.scheme.test(url)) return;
      const key = plain.keys.find((one) => objectAt(spec, one) !== undefined);
      if (key === undefined) return;
      report({
        resource,
        path: [...path, key],
        what: 'key',
        message: `"${key}" is not used, because "${url}" is an address without TLS`,
        help: `write the URL with "${plain.secure}", and the port for TLS`,
        related: [{ message: 'the address', resource, path: [...path, 'url'] }],
      });
    },
  },
};

const PLAIN: ReadonlyMap<
  string,
  { readonly scheme: RegExp; readonly keys: readonly string[]; readonly secure: string }
> = new Map([
  ['amqp', { scheme: /^amqp:\/\//i, keys: ['tls'], secure: 'amqps://' }],
  ['mqtt', { scheme: /^(?:(?:tcp|mqtt|ws):\/\/|(?![\w+.-]+:\/\/)\S)/i, keys: ['tls'], secure: 'ssl://' }],
  ['pulsar', { scheme: /^(?:pulsar|http):\/\//i, keys: ['tlsTrustCertsSecret'], secure: 'pulsar+ssl://' }],
]);
