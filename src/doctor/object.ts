import { metadataOf, nameOf } from '../cluster/object.ts';
import { isObject, type JsonObject, listOf, valueAt } from '../json.ts';

/** Is it on its way out? */
export function isTerminating(object: JsonObject): boolean {
  return metadataOf(object)['deletionTimestamp'] !== undefined;
}

/** `Kind/namespace/name`. */
export function labelOf(object: JsonObject): string {
  const { kind, namespace, name } = nameOf(object);
  return [kind, namespace, name].filter((part) => part !== '').join('/');
}

/** The objects of the list at a path. */
export function objectsAt(object: JsonObject, path: readonly (string | number)[]): readonly JsonObject[] {
  return listOf(valueAt(object, path)).filter(isObject);
}
