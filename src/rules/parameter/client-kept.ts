import type { TriggerKind } from '../../model/kinds/sensor.ts';
import { destinationKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { kindIn, parametersOf } from '../trigger-parts.ts';

export const clientKept: Rule = {
  id: 'parameter/client-kept',
  severity: 'warning',
  summary: 'a parameter changes a connection that is made once',
  docs: {
    why: `The sensor makes the connection of such a trigger for its first event and keeps it under the trigger's name. What a parameter says for later events is not used; messages keep going where the first event said.
Source: argo-events pkg/sensors/triggers/kafka/kafka.go, nats/nats.go, pulsar/pulsar.go, azure-event-hubs/azure_event_hubs.go, azure-service-bus/azure_service_bus.go, aws-lambda/aws-lambda.go, apache-openwhisk/apache-openwhisk.go, custom-trigger/custom-trigger.go, http/http.go (New…Trigger).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - parameters: [{src: {dependencyName: push, dataKey: body.broker}, dest: kafka.url}]
      template:
        name: send
        kafka:
          url: kafka:9092
          topic: builds
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - parameters: [{src: {dependencyName: push, dataKey: body.topic}, dest: kafka.topic}]
      template:
        name: send
        kafka:
          url: kafka:9092
          topic: builds
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const kind = kindIn(trigger);
      if (kind === undefined) return;
      for (const { list, spec, path } of parametersOf(trigger)) {
        if (list.level !== 'trigger') continue;
        const [root, field = ''] = destinationKeys(spec.dest) ?? [];
        if (root !== kind || !CONNECTION[kind]?.includes(field)) continue;
        report({
          resource: sensor.resource,
          path: [...path, 'dest'],
          message: `"${spec.dest}" is used when the connection is made, for the first event only`,
          help: 'make one trigger for each value',
        });
      }
    },
  },
};

/** What goes into the connection, by kind. */
const CONNECTION: Partial<Readonly<Record<TriggerKind, readonly string[]>>> = {
  http: ['tls', 'timeout'],
  awsLambda: ['region', 'roleARN', 'accessKey', 'secretKey'],
  azureEventHubs: ['fqdn', 'hubName', 'sharedAccessKeyName', 'sharedAccessKey'],
  azureServiceBus: ['connectionString', 'queueName', 'topicName', 'tls'],
  kafka: ['url', 'tls', 'sasl', 'version', 'requiredAcks', 'compress', 'flushFrequency'],
  pulsar: [
    'url',
    'topic',
    'tls',
    'authTokenSecret',
    'tlsTrustCertsSecret',
    'tlsAllowInsecureConnection',
    'tlsValidateHostname',
  ],
  nats: ['url', 'tls', 'auth'],
  openWhisk: ['host', 'namespace', 'version', 'authToken'],
  custom: ['serverURL', 'secure', 'certSecret', 'serverNameOverride'],
};
