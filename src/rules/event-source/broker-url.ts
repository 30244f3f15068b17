import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const brokerUrl: Rule = {
  id: 'event-source/broker-url',
  severity: 'error',
  summary: 'an address that the client of a broker cannot use',
  docs: {
    why: `Some clients want a URL, with a scheme of their own, and some a host and a port, without one. The controller takes any text; the event source finds out when the pod starts, tries again a few times, and gives up.
Source: argo-events pkg/eventsources/sources/<type>/start.go (StartListening), rabbitmq/amqp091-go uri.go (ParseURI), apache/pulsar-client-go client_impl.go (newClient), eclipse/paho.mqtt.golang netconn.go (openConnection), go src/net/ipsock.go (SplitHostPort).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  amqp:
    jobs: {url: "rabbitmq:5672", exchangeName: jobs, exchangeType: topic, routingKey: "#", jsonBody: true}
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
    event({ type, spec, path }, { resource }, { report }) {
      const address = ADDRESSES.get(type);
      const text = address === undefined ? '' : textAt(spec, address.key);
      if (address === undefined || text === '' || address.fits.test(text)) return;
      const bare = text.trim().replace(/^[\w+.-]+:\/\//, '');
      const meant = `${address.scheme}${address.scheme === '' ? bare.replace(/\/$/, '') : bare}`;
      const at = [...path, address.key];
      report({
        resource,
        path: at,
        message: `"${text}" is no ${address.wanted}: there are no events`,
        ...(address.fits.test(meant)
          ? {
              help: `write "${meant}"`,
              fix: {
                message: `write "${meant}"`,
                safe: false,
                edits: [{ kind: 'set' as const, path: at, value: meant }],
              },
            }
          : { help: `for example "${address.example}"` }),
      });
    },
  },
};

interface Address {
  readonly key: string;
  readonly fits: RegExp;
  /** What it begins with; '' for a host and a port. */
  readonly scheme: string;
  readonly wanted: string;
  readonly example: string;
}

/** No scheme in front: the address is dialled as it is. */
const DIALLED = /^(?!\w+:\/\/)\S+$/;

function dialled(key: string, example: string): Address {
  return { key, fits: DIALLED, scheme: '', wanted: 'host and port', example };
}

const ADDRESSES: ReadonlyMap<string, Address> = new Map([
  [
    'amqp',
    {
      key: 'url',
      fits: /^amqps?:\/\/\S*$/i,
      scheme: 'amqp://',
      wanted: 'URL of AMQP',
      example: 'amqp://rabbitmq.default:5672',
    },
  ],
  [
    'pulsar',
    {
      key: 'url',
      fits: /^(?:pulsar(?:\+ssl)?|https?):\/\/\S+$/i,
      scheme: 'pulsar://',
      wanted: 'URL of Pulsar',
      example: 'pulsar://pulsar.default:6650',
    },
  ],
  [
    'mqtt',
    {
      key: 'url',
      fits: /^(?:(?:wss?|unix):\/\/\S+|(?:(?:tcp|mqtt|ssl|tls|mqtts|mqtt\+ssl|tcps):\/\/)?(?:[^\s@/]*@)?[^\s:/]*:\d+(?:\/\S*)?|\S*\[\S*)$/i,
      scheme: 'tcp://',
      wanted: 'URL of MQTT with a port',
      example: 'tcp://mqtt.default:1883',
    },
  ],
  ['redis', dialled('hostAddress', 'redis.default:6379')],
  ['redisStream', dialled('hostAddress', 'redis.default:6379')],
  ['azureEventsHub', dialled('fqdn', 'NAMESPACE.servicebus.windows.net')],
  ['azureServiceBus', dialled('fullyQualifiedNamespace', 'NAMESPACE.servicebus.windows.net')],
  [
    'generic',
    // gRPC has schemes of its own: dns:, unix:, passthrough:
    {
      ...dialled('url', 'server.default:8080'),
      fits: /^(?!https?:\/\/|grpcs?:\/\/|tcp:\/\/)\S+$/,
    },
  ],
]);
