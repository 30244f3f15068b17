import type { Path, Place } from '../diagnostic.ts';
import type { JsonObject } from '../json.ts';

/** A path in a document of a file. */
export interface DocumentPath {
  readonly file: string;
  /** Position among the documents of the file, from 0. */
  readonly document: number;
  /** From the document's root. */
  readonly path: Path;
}

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
  /** True when it is sure that every number and boolean in it is written as JSON writes it. */
  readonly canonical: boolean;
  /** The place of a path in this object; `key` asks for the key instead of its value. */
  at(path: Path, what?: 'value' | 'key'): Place;
  /**
   * Where a path of this object can be edited; undefined for an object from a cluster, and for one that is written
   * in a text inside another object.
   */
  written(path: Path): DocumentPath | undefined;
}

/** The part of `apiVersion` before the slash; '' for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}
