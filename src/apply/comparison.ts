import { metadataOf } from '../cluster/object.ts';
import { encodeGo, isObject, type JsonObject, type JsonValue } from '../json.ts';

/** The object without what the cluster keeps for itself and changes with every write. */
export function withoutBookkeeping(object: JsonObject): JsonObject {
  const {
    managedFields: _,
    resourceVersion: __,
    generation: ___,
    uid: ____,
    creationTimestamp: _____,
    ...metadata
  } = metadataOf(object);
  return { ...object, metadata };
}

/** Do two objects mean the same? */
export function isSame(a: JsonObject, b: JsonObject): boolean {
  // Keys are sorted there.
  return encodeGo(withoutBookkeeping(a)) === encodeGo(withoutBookkeeping(b));
}

/** Would nothing at all be written? A server-side apply that changes nothing leaves the times of managed fields, too. */
export function isIdentical(a: JsonObject, b: JsonObject): boolean {
  return encodeGo(a) === encodeGo(b);
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Both sides of a difference without the values of a Secret: only whether they differ is left, as with
 * `kubectl diff`. Other objects stay as they are.
 */
export function masked(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly [JsonObject | undefined, JsonObject | undefined] {
  const isSecret = (object: JsonObject | undefined) => object?.['kind'] === 'Secret';
  if (!isSecret(before) && !isSecret(after)) return [before, after];
  return [before && maskedAgainst(before, after, 'before'), after && maskedAgainst(after, before, 'after')];
}

function maskedAgainst(object: JsonObject, other: JsonObject | undefined, side: string): JsonObject {
  const result: Record<string, JsonValue> = { ...object };
  for (const field of ['data', 'stringData']) {
    const values = object[field];
    if (values === undefined) continue;
    result[field] = isObject(values) ? maskedValues(values, other?.[field], side) : '***';
  }
  const metadata = metadataOf(object);
  const annotations = metadata['annotations'];
  // kubectl keeps the whole Secret there.
  if (isObject(annotations) && annotations[LAST_APPLIED] !== undefined) {
    result['metadata'] = { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: '***' } };
  }
  return result;
}

function maskedValues(values: JsonObject, others: JsonValue | undefined, side: string): JsonObject {
  const masks: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(values)) {
    const other = isObject(others) ? others[key] : undefined;
    masks[key] = other === undefined || other === value ? '***' : `*** (${side})`;
  }
  return masks;
}
