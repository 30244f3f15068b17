import { FIELD_MANAGER } from '../cluster/cluster.ts';
import { hasCondition, metadataOf } from '../cluster/object.ts';
import { encodeGo, isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';

/**
 * Whether a server-side apply would leave the object as it is, told by the object alone: argoflow owns exactly the
 * fields that are sent, and each of them has the value that is sent. False also where that cannot be told so, as for
 * items of lists that are merged by a key. Only for definitions: those of Argo Workflows have a megabyte each, and a
 * small API server takes seconds to try one.
 * Source: sigs.k8s.io/structured-merge-diff fieldpath/serialize-pe.go (`f:` fields, `k:`, `v:` and `i:` items); a leaf
 * owns all below it, as `spec.versions` does, which is atomic (apiextensions.k8s.io/v1 types.go).
 */
export function isSettled(sent: JsonObject, live: JsonObject): boolean {
  if (sent['kind'] !== 'CustomResourceDefinition' || !isEstablished(live)) return false;
  const owned = ownedFields(live, sent['apiVersion']);
  if (owned === undefined) return false;
  // What names an object is nobody's field.
  const { apiVersion: _, kind: __, metadata: ___, ...fields } = sent;
  const { name: ____, ...metadata } = metadataOf(sent);
  return isLeft({ ...fields, ...(Object.keys(metadata).length > 0 && { metadata }) }, live, owned);
}

/** Its kind is served, or will be in a moment. */
export function isEstablished(definition: JsonObject): boolean {
  return hasCondition(definition, 'Established');
}

function ownedFields(live: JsonObject, apiVersion: JsonValue | undefined): JsonObject | undefined {
  const entries = metadataOf(live)['managedFields'];
  for (const entry of isArray(entries) ? entries : []) {
    if (!isObject(entry) || entry['manager'] !== FIELD_MANAGER || entry['operation'] !== 'Apply') continue;
    const fields = entry['fieldsV1'];
    if (entry['subresource'] === undefined && entry['apiVersion'] === apiVersion && isObject(fields)) {
      return fields;
    }
  }
  return undefined;
}

function isLeft(sent: JsonObject, live: JsonObject, owned: JsonObject): boolean {
  // Another key is an item of a list; a field that is owned and no longer sent would be taken away.
  const isSent = (key: string) => key === '.' || (key.startsWith('f:') && sent[key.slice(2)] !== undefined);
  if (!Object.keys(owned).every(isSent)) return false;
  return Object.entries(sent).every(([field, value]) => {
    const below = owned[`f:${field}`];
    const there = live[field];
    if (!isObject(below) || there === undefined) return false;
    if (Object.keys(below).length === 0) return encodeGo(value) === encodeGo(there);
    return isObject(value) && isObject(there) && isLeft(value, there, below);
  });
}
