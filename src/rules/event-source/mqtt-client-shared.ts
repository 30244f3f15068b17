import { textAt } from '../../json.ts';
import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Rule } from '../rule.ts';

export const mqttClientShared: Rule = {
  id: 'event-source/mqtt-client-shared',
  severity: 'error',
  summary: 'two MQTT clients with one id',
  docs: {
    why: `A broker closes the connection of a client when another one comes with the same id. Both connect again, and throw each other out, without end; messages are lost.
Source: argo-events pkg/eventsources/sources/mqtt/start.go (StartListening), MQTT 3.1.1 specification, section 3.1.4.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  mqtt:
    jobs: {url: "tcp://mqtt:1883", topic: jobs, clientId: argo, jsonBody: true}
    alerts: {url: "tcp://mqtt:1883", topic: alerts, clientId: argo, jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  mqtt:
    jobs: {url: "tcp://mqtt:1883", topic: jobs, clientId: argo, jsonBody: true}
    alerts: {url: "tcp://mqtt:1883", topic: alerts, clientId: argo-alerts, jsonBody: true}
`,
  },
  check: {
    model({ model, report }) {
      const taken = new Map<string, { readonly event: EventDefinition; readonly source: EventSource }>();
      for (const source of model.eventSources) {
        // Of objects that are given twice the last one stays.
        if (model.find('EventSource', model.namespaceOf(source.resource), source.name) !== source.resource)
          continue;
        for (const event of source.events) {
          const [url, id] = [textAt(event.spec, 'url'), textAt(event.spec, 'clientId')];
          if (event.type !== 'mqtt' || url === '' || id === '') continue;
          // The name of a broker's Service may mean another broker in another namespace.
          const key = JSON.stringify([model.namespaceOf(source.resource), url, id]);
          const other = taken.get(key);
          if (other === undefined) {
            taken.set(key, { event, source });
            continue;
          }
          report({
            resource: source.resource,
            path: [...event.path, 'clientId'],
            message: `"${event.name}" and "${other.event.name}" throw each other out of the broker: both are called "${id}"`,
            help: 'give each event a "clientId" of its own',
            related: [
              {
                message: 'the other event',
                resource: other.source.resource,
                path: [...other.event.path, 'clientId'],
              },
            ],
          });
        }
      }
    },
  },
};
