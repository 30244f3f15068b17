import { metadataOf, nameOf } from '../cluster/object.ts';
import { isArray, isObject, type JsonObject, valueAt } from '../json.ts';

/** The fields of Secrets and ConfigMaps that hold keys. */
const FIELDS = ['f:data', 'f:binaryData', 'f:stringData'] as const;

/**
 * A Secret or ConfigMap that was listed without its values, as checks see it: its name, what owns it, and which keys it
 * has. Who owns which field is told even where the values are not; `keys` is absent where it is not told either.
 * Source: apimachinery pkg/apis/meta/v1/types.go (ManagedFieldsEntry), structured-merge-diff fieldpath (serialize.go).
 */
export function withKeys(object: JsonObject): JsonObject {
  const { apiVersion, kind, namespace, name } = nameOf(object);
  const { managedFields, ownerReferences, labels } = metadataOf(object);
  const fields = (isArray(managedFields) ? managedFields : []).flatMap((entry) =>
    isObject(entry) && isObject(entry['fieldsV1']) ? [entry['fieldsV1']] : [],
  );
  const keys = fields.flatMap((one) =>
    FIELDS.flatMap((field) => {
      const owned = one[field];
      return isObject(owned) ? Object.keys(owned).flatMap(keyIn) : [];
    }),
  );
  // kubectl keeps the whole of a Secret in an annotation: only what is named here is kept.
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      ...(ownerReferences !== undefined && { ownerReferences }),
      ...(labels !== undefined && { labels }),
    },
    ...(keys.length > 0 && { keys: [...new Set(keys)].sort((a, b) => (a < b ? -1 : 1)) }),
  };
}

/** `f:token` is the key `token`; `.` is the whole. */
function keyIn(path: string): readonly string[] {
  return path.startsWith('f:') ? [path.slice(2)] : [];
}

/** The keys of such an object; undefined where nobody knows. */
export function keysOf(object: JsonObject): readonly string[] | undefined {
  const keys = valueAt(object, ['keys']);
  return isArray(keys) ? keys.filter((key) => typeof key === 'string') : undefined;
}

/** The same as the linter knows it. */
export function withoutKeys({ keys: _, ...object }: JsonObject): JsonObject {
  return object;
}
