import { isObject, type JsonObject } from '../json.ts';
import { groupOfKind } from '../model/catalogue.ts';
import type { EmbeddedResource } from '../model/embedded.ts';
import type { Sensor, Trigger, TriggerKind } from '../model/kinds/sensor.ts';
import { readWorkflow } from '../model/kinds/workflow.ts';
import { groupOf } from '../model/resource.ts';
import { kindPart, objectOf } from '../rules/trigger-parts.ts';
import { absence, type Context, idOfObject } from './context.ts';
import { address, textOrNumber } from './summary.ts';
import { addWorkflow } from './workflows.ts';

interface Acting {
  /** The trigger's node. */
  readonly node: string;
  readonly trigger: Trigger;
  readonly sensor: Sensor;
}

/** The systems that triggers send to, and the fields that say where in them. */
const TARGETS: Readonly<
  Record<Exclude<TriggerKind, 'k8s' | 'argoWorkflow' | 'log'>, readonly [string, ...string[]]>
> = {
  http: ['HTTP', 'url'],
  awsLambda: ['AWS Lambda', 'functionName'],
  azureEventHubs: ['Azure Event Hubs', 'hubName'],
  azureServiceBus: ['Azure Service Bus', 'queueName', 'topicName'],
  kafka: ['Kafka', 'topic'],
  pulsar: ['Pulsar', 'topic'],
  nats: ['NATS', 'subject'],
  slack: ['Slack', 'channel'],
  openWhisk: ['OpenWhisk', 'actionName'],
  custom: ['custom trigger', 'serverURL'],
  email: ['email', 'to'],
};

/** What a trigger acts on, and what its sensor must be allowed to do for that. */
export function actsOn(context: Context, acting: Acting): void {
  const part = kindPart(acting.trigger);
  if (part === undefined || part.kind === 'log') return;
  if (part.kind === 'k8s' || part.kind === 'argoWorkflow')
    actsOnObject(context, acting, part.kind, part.value);
  else sendsTo(context, acting, part.kind, part.value);
}

function sendsTo(
  { draft }: Context,
  { node, trigger, sensor }: Acting,
  kind: keyof typeof TARGETS,
  value: JsonObject,
): void {
  const [system, ...fields] = TARGETS[kind];
  const where = fields.map((field) => texts(value[field])).find((text) => text !== '') ?? '';
  const title = where === '' ? 'decided by events' : address(where);
  const to = draft.node({
    id: where === '' ? `${node}/target` : `target/${kind}/${title}`,
    kind: 'target',
    noun: system,
    title,
  });
  const method = kind === 'http' ? textOrNumber(value['method']) || 'POST' : '';
  draft.edge({
    kind: 'acts',
    from: node,
    to,
    labels: method === '' ? [] : [method],
    sites: [{ resource: sensor.resource, path: [...trigger.path, 'template', kind] }],
  });
}

function texts(value: JsonObject[string] | undefined): string {
  if (!Array.isArray(value)) return textOrNumber(value);
  return (value as readonly JsonObject[string][]).map(textOrNumber).join(', ');
}

function actsOnObject(
  context: Context,
  { node, trigger, sensor }: Acting,
  kind: 'k8s' | 'argoWorkflow',
  value: JsonObject,
): void {
  const { model, draft, permissions, presenceOf } = context;
  const object = objectOf(model, sensor, trigger);
  const link =
    object &&
    model.links.find((one) => one.via === object && one.kind === 'template' && isSubmitFrom(object));
  const presence = link === undefined ? 'there' : presenceOf(link);
  draft.edge({
    kind: 'acts',
    from: node,
    to: destination(context, { node, trigger, sensor }, object, value),
    labels: [textOrNumber(value['operation']) || (kind === 'k8s' ? 'create' : 'submit')],
    permissions: permissions.ofTrigger(trigger, sensor),
    broken: link && absence(link, presence),
    sites: link === undefined ? [] : [{ resource: sensor.resource, path: link.at.path ?? [] }],
  });
}

function destination(
  context: Context,
  { node, trigger, sensor }: Acting,
  object: EmbeddedResource | undefined,
  value: JsonObject,
): string {
  const { model, draft, permissions, presenceOf, idOf } = context;
  const id = `${node}/object`;
  if (object === undefined) {
    return draft.node({ id, kind: 'object', noun: 'object', title: `from ${originOf(value)}` });
  }
  const { resource } = object;
  const namespace = resource.namespace ?? model.namespaceOf(sensor.resource);
  if (isSubmitFrom(object)) {
    const link = model.links.find((one) => one.via === object && one.kind === 'template');
    if (link?.target !== undefined) return idOf(link.target);
    if (link !== undefined) {
      const { to } = link;
      return draft.node({
        id: idOfObject(to.kind, to.namespace, to.name),
        kind: 'workflow',
        noun: to.kind,
        title: to.name,
        namespace: to.namespace,
        presence: presenceOf(link),
      });
    }
  }
  const makes = object.action === 'k8s' ? object.operation !== 'delete' : object.operation === 'submit';
  const known = groupOf(resource.apiVersion) === groupOfKind(resource.kind);
  const workflow = makes && known ? readWorkflow(resource, []) : undefined;
  if (workflow !== undefined) {
    return addWorkflow(context, {
      id,
      workflow,
      namespace,
      links: model.links.filter((one) => one.via === object),
      permissionsOf: (account) => permissions.ofTriggeredPods(trigger, sensor, account),
    });
  }
  return draft.node({
    id,
    kind: 'object',
    noun: resource.kind || 'object',
    title: resource.displayName,
    namespace,
    sites: [{ resource: sensor.resource, path: object.path }],
    content: resource.value,
  });
}

function isSubmitFrom({ action, operation }: EmbeddedResource): boolean {
  return action === 'argoWorkflow' && operation === 'submit-from';
}

function originOf(value: JsonObject): string {
  const { source } = value;
  const origins: Readonly<Record<string, string>> = {
    s3: 'S3',
    inline: 'a text',
    file: 'a file',
    url: 'a URL',
    git: 'git',
    configmap: 'a ConfigMap',
  };
  const found = isObject(source) ? Object.keys(origins).find((key) => isObject(source[key])) : undefined;
  return found === undefined ? 'nowhere' : (origins[found] ?? '');
}
