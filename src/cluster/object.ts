import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import type { ObjectName } from './cluster.ts';

/** What an object calls itself; '' for what it does not say. */
export function nameOf(object: JsonObject): ObjectName {
  const metadata = metadataOf(object);
  return {
    apiVersion: text(object['apiVersion']),
    kind: text(object['kind']),
    namespace: text(metadata['namespace']),
    name: text(metadata['name']),
  };
}

export function metadataOf(object: JsonObject): JsonObject {
  const metadata = object['metadata'];
  return isObject(metadata) ? metadata : {};
}

export function uidOf(object: JsonObject): string {
  return text(metadataOf(object)['uid']);
}

export function resourceVersionOf(object: JsonObject): string {
  return text(metadataOf(object)['resourceVersion']);
}

/** Has the status of an object a condition of that type, and is it true? */
export function hasCondition(object: JsonObject, type: string): boolean {
  const conditions = valueAt(object, ['status', 'conditions']);
  return (
    isArray(conditions) &&
    conditions.some((one) => isObject(one) && one['type'] === type && one['status'] === 'True')
  );
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
