import type { Path, Place } from '../diagnostic.ts';
import type { JsonObject } from '../json.ts';

/** One Kubernetes object, from a file or from a cluster. Immutable. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`, or '' when the object has only a `generateName` or no name at all. */
  readonly name: string;
  /** `metadata.name`, else `metadata.generateName`, else 'object #N': what to call it in a message. */
  readonly displayName: string;
  /** `metadata.namespace` as written; undefined means "where the caller applies it". */
  readonly namespace: string | undefined;
  readonly value: JsonObject;
  /** The place of a path in this object; `key` asks for the key instead of its value. */
  at(path: Path, what?: 'value' | 'key'): Place;
}

/** The part of `apiVersion` before the slash; '' for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}
