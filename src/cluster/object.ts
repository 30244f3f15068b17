import { isObject, type JsonObject, type JsonValue } from '../json.ts';
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

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
