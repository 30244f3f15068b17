import type { TriggerKind } from '../../model/kinds/sensor.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindPart } from '../trigger-parts.ts';

export const targetIncomplete: Rule = {
  id: 'trigger/target-incomplete',
  severity: 'error',
  summary: 'a trigger that does not say where to send, or what',
  docs: {
    why: `Of pulsar, azureEventHubs and azureServiceBus triggers the controller checks nothing. Without these fields the connection fails or the payload is refused for each event; an azureServiceBus trigger without "connectionString" crashes the sensor.
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate), pkg/sensors/triggers/pulsar/pulsar.go, azure-event-hubs/azure_event_hubs.go, azure-service-bus/azure_service_bus.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: send
        pulsar:
          url: pulsar://pulsar:6650
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: send
        pulsar:
          url: pulsar://pulsar:6650
          topic: builds
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      const needed = part && NEEDED[part.kind];
      if (part === undefined || needed === undefined) return;
      for (const fields of needed) {
        const given = fields.some((field) => {
          const value = part.value[field];
          return (value ?? '') !== '' || isRewritten(trigger, `${part.kind}.${field}`);
        });
        if (given) continue;
        report({
          resource: sensor.resource,
          path: part.path,
          what: 'key',
          message: `the ${part.kind} trigger has no ${fields.map((field) => `"${field}"`).join(' and no ')}`,
        });
      }
    },
  },
};

/** Of each list one field has to be there. */
const NEEDED: Partial<Readonly<Record<TriggerKind, readonly (readonly string[])[]>>> = {
  pulsar: [['url'], ['topic'], ['payload']],
  azureEventHubs: [['fqdn'], ['hubName'], ['sharedAccessKeyName'], ['sharedAccessKey'], ['payload']],
  azureServiceBus: [['connectionString'], ['queueName', 'topicName'], ['payload']],
};
