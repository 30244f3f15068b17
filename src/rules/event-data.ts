import { isArray, isObject, type JsonValue } from '../json.ts';
import type { EventDefinition, EventSource } from '../model/kinds/event-source.ts';
import type { Dependency, Sensor } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import { nearest } from '../nearest.ts';
import { parsed } from '../simulate/object-json.ts';
import { canonicalName } from '../simulate/sources/header.ts';
import { sampleData } from '../simulate/sources/sample-data.ts';
import { type SourceType, sourceType } from '../simulate/sources/source-type.ts';

/** What is surely wrong with a path into an event's data, and the path that was most likely meant. */
export interface PathProblem {
  readonly message: string;
  readonly meant?: string;
}

/** What a path leads to; `open`: only an event can tell. */
export type ValueType = 'text' | 'number' | 'object' | 'list' | 'open';

const SOURCES = new WeakMap<Model, ReadonlyMap<string, EventSource>>();

/**
 * The event whose data a parameter with that dependency reads; undefined when its EventSource was not given, and when
 * a transformation makes something else of the data.
 */
export function dataOf(model: Model, sensor: Sensor, dependencyName: string): EventDefinition | undefined {
  // Of two dependencies with the same name the sensor knows the later one.
  const dependency = sensor.dependencies.findLast(({ name }) => name === dependencyName);
  if (dependency === undefined || dependency.transform !== undefined) return undefined;
  return eventOf(model, sensor, dependency);
}

/** The event that a dependency waits for; undefined when its EventSource was not given. */
export function eventOf(model: Model, sensor: Sensor, dependency: Dependency): EventDefinition | undefined {
  const namespace = model.namespaceOf(sensor.resource);
  return sourceNamed(model, namespace, dependency.eventSourceName)?.events.find(
    ({ name }) => name === dependency.eventName,
  );
}

function sourceNamed(model: Model, namespace: string, name: string): EventSource | undefined {
  let sources = SOURCES.get(model);
  if (sources === undefined) {
    sources = new Map(
      model.eventSources.map((one) => [`${model.namespaceOf(one.resource)}/${one.name}`, one] as const),
    );
    SOURCES.set(model, sources);
  }
  return sources.get(`${namespace}/${name}`);
}

/**
 * Why a gjson path leads nowhere in all events of this type: its first key is none of the type's, it goes into a text,
 * it asks a list for a key, or it spells a header as HTTP servers in Go never do. Undefined when it may lead somewhere.
 * Source: argo-events pkg/eventsources/events/event-data.go.
 */
export function pathProblem(event: EventDefinition, path: string): PathProblem | undefined {
  const type = sourceType(event.type);
  const [root, ...rest] = plainKeys(path);
  if (type === undefined || type.fields.length === 0 || root === undefined) return undefined;
  const fields = rootKeys(type, event);
  if (!fields.includes(root)) return unknownRoot(event, fields, path, root);
  const [next] = rest;
  if (next === undefined) return undefined;
  const value = valueType(event, root);
  if (value === 'text' || value === 'number') {
    const encoded = root === 'body' && type.body !== undefined && type.body !== 'text';
    const why = !encoded
      ? `is a ${value}, without keys`
      : type.body === 'json-or-text'
        ? 'is a text without "jsonBody: true"'
        : type.body === 'base64'
          ? 'is always base64 text'
          : 'is base64 text without "jsonBody: true"';
    return { message: `"${root}" of ${event.type} events ${why}, so "${path}" leads nowhere` };
  }
  if (value === 'list' && !/^\d+$/.test(next)) {
    const message = `"${root}" of ${event.type} events is a list, which has no key "${next}", so "${path}" leads nowhere`;
    return { message, meant: [root, '0', ...path.split('.').slice(1)].join('.') };
  }
  const canonical = canonicalName(next);
  if (!type.http || (root !== 'header' && root !== 'headers') || canonical === next) return undefined;
  return {
    message: `the header "${next}" is called "${canonical}" in events, so "${path}" leads nowhere`,
    meant: path.replace(next, canonical),
  };
}

function unknownRoot(
  event: EventDefinition,
  fields: readonly string[],
  path: string,
  root: string,
): PathProblem {
  const message = `the data of ${event.type} events has ${fields.map((name) => `"${name}"`).join(', ')}, and no "${root}"`;
  const near = nearest(root, fields);
  if (near !== undefined) return { message, meant: near + path.slice(root.length) };
  return fields.includes('body') && valueType(event, 'body') === 'open'
    ? { message, meant: `body.${path}` }
    : { message };
}

function rootKeys({ fields, metadata }: SourceType, { spec }: EventDefinition): readonly string[] {
  const given = spec['metadata'];
  const there = metadata === 'always' || (metadata === 'when-set' && isObject(given));
  return there ? [...fields, 'metadata'] : fields;
}

/** The type of what a path leads to in every event. */
export function valueType(event: EventDefinition, path: string): ValueType {
  const type = sourceType(event.type);
  const keys = plainKeys(path);
  const [root, header] = keys;
  if (type === undefined || root === undefined || keys.join('.') !== path.replaceAll('\\', '')) return 'open';
  if (type.http) {
    if (root !== 'header' && root !== 'headers') return 'open';
    return keys.length === 1 ? 'object' : keys.length === 2 && header !== undefined ? 'list' : 'text';
  }
  if (keys.length > 1) return 'open';
  const json = event.spec['jsonBody'] === true && type.body?.startsWith('json-') === true;
  if (root === 'body' && json) return 'open';
  const raw = sampleData(event, NOW).find(([key]) => key === root)?.[1];
  return raw === undefined ? 'open' : typeOf(parsed(raw));
}

/** Any time will do: only the types of the sample's values are looked at. */
const NOW = '2000-01-01T00:00:00.000000000Z';

function typeOf(value: JsonValue): ValueType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (isArray(value)) return 'list';
  return isObject(value) ? 'object' : 'open';
}

/** The keys at the start of a gjson path, up to the first that is more than a key. */
export function plainKeys(path: string): readonly string[] {
  const keys: string[] = [];
  for (const key of path.match(/(?:[^.\\]|\\.)+/g) ?? []) {
    if (/(?:^|[^\\])[#*?@|{}[\]!~%<>=]/.test(key)) break;
    keys.push(key.replace(/\\(.)/g, '$1'));
  }
  return keys;
}
