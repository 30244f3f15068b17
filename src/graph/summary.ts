import { isArray, isObject, type JsonValue, scalarText, valueAt } from '../json.ts';
import type { EventDefinition } from '../model/kinds/event-source.ts';
import type { Dependency } from '../model/kinds/sensor.ts';
import { type DataSpec, readFilters } from '../simulate/dependency/filter-spec.ts';
import type { Fact } from './flow-graph.ts';

// What is said of events, filters and addresses in a few words. Literal credentials are left out of all of it.

/** The fields that tell one event of a type from another; `a.b` is a field in a field. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  amqp: ['exchangeName', 'routingKey'],
  azureEventsHub: ['hubName'],
  azureQueueStorage: ['queueName'],
  azureServiceBus: ['queueName', 'topicName'],
  bitbucket: ['events'],
  bitbucketserver: ['events'],
  calendar: ['schedule', 'interval'],
  emitter: ['channelName'],
  file: ['watchPathConfig.directory', 'watchPathConfig.path', 'eventType'],
  generic: ['url'],
  gerrit: ['events'],
  github: ['events'],
  gitlab: ['events'],
  hdfs: ['directory', 'type'],
  kafka: ['topic'],
  minio: ['bucket.name', 'events'],
  mns: ['queue'],
  mqtt: ['topic'],
  nats: ['subject'],
  nsq: ['topic', 'channel'],
  pubSub: ['topic', 'subscriptionID'],
  pulsar: ['topics'],
  redis: ['channels'],
  redisStream: ['streams'],
  resource: ['resource', 'namespace', 'eventTypes'],
  sftp: ['watchPathConfig.directory', 'eventType'],
  sns: ['topicArn'],
  sqs: ['queue'],
  storageGrid: ['bucket', 'topicArn'],
  stripe: ['eventFilter'],
};

/** What starts an event: its route, its schedule, its topic. */
export function eventLines({ type, spec }: EventDefinition): readonly string[] {
  const lines: string[] = [];
  const route = type === 'webhook' ? spec : spec['webhook'];
  if (isObject(route)) {
    const words = [textOrNumber(route['method']), textOrNumber(route['endpoint'])].filter(
      (word) => word !== '',
    );
    const port = textOrNumber(route['port']);
    if (words.length > 0) lines.push(`${words.join(' ')}${port === '' ? '' : `  :${port}`}`);
  }
  for (const field of TELLING[type] ?? []) {
    const text = valueText(valueAt(spec, field.split('.')));
    const name = (field.split('.').at(-1) ?? field).replace(/^schedule$/, 'cron');
    if (text !== '') lines.push(`${name} ${address(text)}`);
  }
  return lines;
}

/** The filters of a dependency, a line each, and how they are joined. */
export function filterLines(dependency: Dependency): readonly string[] {
  if (dependency.filters === undefined) return [];
  const { spec } = readFilters(dependency.filters);
  const lines: string[] = [];
  const group = (texts: readonly string[], operator: string) => {
    lines.push(...texts.map((text, index) => (index > 0 && operator === 'or' ? `or ${text}` : text)));
  };
  group(
    (spec.exprs ?? []).map(({ expr }) => expr),
    spec.exprOperator,
  );
  group((spec.data ?? []).map(dataText), spec.dataOperator);
  for (const [name, value] of Object.entries(spec.context ?? {})) {
    if (value !== '') lines.push(`context ${name} = ${value}`);
  }
  if (spec.time !== undefined) {
    const { start, stop, timezone } = spec.time;
    lines.push(`from ${start || '00:00:00'} to ${stop || '00:00:00'} ${timezone || 'UTC'}`);
  }
  if (spec.script !== '') lines.push('a Lua script says so');
  return lines;
}

export function transformLine({ transform }: Dependency): string | undefined {
  if (transform === undefined) return undefined;
  const jq = textOrNumber(transform['jq']);
  return jq === '' ? 'transformed by a Lua script' : `transformed by jq ${jq}`;
}

function dataText({ path, value, comparator }: DataSpec): string {
  const shown = isSecret(path) ? '•••' : value.join(' | ');
  return `${path} ${comparator === '' ? '=' : comparator} ${shown}`;
}

/** A value under such a name may be a credential, which no picture shows. */
function isSecret(name: string): boolean {
  return /token|secret|passw|authori[sz]ation|api[-_]?key|signature|credential/i.test(name);
}

/** An address without what gives access: the user in it, and the query behind it. */
export function address(text: string): string {
  return text.replace(/(:\/\/)[^/@\s]*@/g, '$1').replace(/^(\w+:\/\/[^?#]*)[?#].*$/s, '$1');
}

export function fact(label: string, text: string): readonly Fact[] {
  return text === '' ? [] : [{ label, text }];
}

export function textOrNumber(value: JsonValue | undefined): string {
  return typeof value === 'boolean' ? '' : (scalarText(value) ?? '');
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (isArray(value))
    return value
      .map(valueText)
      .filter((text) => text !== '')
      .join(', ');
  return scalarText(value) ?? '';
}
