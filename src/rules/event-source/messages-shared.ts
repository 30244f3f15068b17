import { type JsonObject, listAt, objectAt, scalarText, textAt, textOf } from '../../json.ts';
import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Rule } from '../rule.ts';

export const messagesShared: Rule = {
  id: 'event-source/messages-shared',
  severity: 'warning',
  summary: 'two events that take messages from each other',
  docs: {
    why: `A queue, a consumer group, a channel or a subscription gives each of its messages to one reader. Two events that read from the same one get a part of the messages each.
Source: argo-events pkg/eventsources/sources/<type>/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sqs:
    jobs: {region: eu-central-1, queue: jobs, jsonBody: true}
    copies: {region: eu-central-1, queue: jobs, jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sqs:
    jobs: {region: eu-central-1, queue: jobs, jsonBody: true}
    copies: {region: eu-central-1, queue: copies, jsonBody: true}
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
          for (const { names, path, what } of readFrom(event.type, event.spec)) {
            if (names.some((name) => name === '')) continue;
            const key = JSON.stringify([model.namespaceOf(source.resource), event.type, ...names]);
            const other = taken.get(key);
            if (other === undefined) {
              taken.set(key, { event, source });
              continue;
            }
            report({
              resource: source.resource,
              path: [...event.path, ...path],
              message: `"${event.name}" and "${other.event.name}" read from the same ${what}: each message goes to one of them`,
              related: [
                { message: 'the other event', resource: other.source.resource, path: other.event.path },
              ],
            });
          }
        }
      }
    },
  },
};

interface Origin {
  /** What makes it one and the same; one that is empty makes it unknown. */
  readonly names: readonly string[];
  readonly path: readonly string[];
  readonly what: string;
}

function readFrom(type: string, spec: JsonObject): readonly Origin[] {
  const text = (key: string) => textAt(spec, key);
  switch (type) {
    case 'sqs':
      return [
        {
          names: [text('region'), text('queue'), text('queueAccountId') || '-', text('endpoint') || '-'],
          path: ['queue'],
          what: 'queue',
        },
      ];
    case 'mns':
      return [{ names: [text('endpoint'), text('queue')], path: ['queue'], what: 'queue' }];
    case 'azureQueueStorage':
      return [{ names: [text('storageAccountName'), text('queueName')], path: ['queueName'], what: 'queue' }];
    case 'azureServiceBus':
      return [
        { names: [text('fullyQualifiedNamespace'), text('queueName')], path: ['queueName'], what: 'queue' },
        {
          names: [text('fullyQualifiedNamespace'), text('topicName'), text('subscriptionName')],
          path: ['subscriptionName'],
          what: 'subscription',
        },
      ];
    case 'pubSub':
      return [
        {
          names: [text('projectID'), text('subscriptionID')],
          path: ['subscriptionID'],
          what: 'subscription',
        },
      ];
    case 'nsq':
      return [
        { names: [text('hostAddress'), text('topic'), text('channel')], path: ['channel'], what: 'channel' },
      ];
    case 'nats':
      return [{ names: [text('url'), text('subject'), text('queue')], path: ['queue'], what: 'queue group' }];
    case 'amqp': {
      const queue = textAt(objectAt(spec, 'queueDeclare'), 'name');
      return [{ names: [text('url'), queue], path: ['queueDeclare', 'name'], what: 'queue' }];
    }
    case 'kafka': {
      const group = textAt(objectAt(spec, 'consumerGroup'), 'groupName');
      return [
        {
          names: [text('url'), text('topic'), group],
          path: ['consumerGroup', 'groupName'],
          what: 'consumer group',
        },
      ];
    }
    case 'redisStream': {
      const database = scalarText(spec['db']) ?? '0';
      return listAt(spec, 'streams').map((stream) => ({
        names: [text('hostAddress'), database, textOf(stream), text('consumerGroup') || 'argo-events-cg'],
        path: ['streams'],
        what: 'consumer group',
      }));
    }
    default:
      return [];
  }
}
