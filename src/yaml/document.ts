import type { Path, Range } from '../diagnostic.ts';
import type { JsonValue } from '../json.ts';

/**
 * One document of a text: its value as the Argo controllers read it, and the place of every part of it.
 * A document with an error has the value null: the real readers refuse the whole of it, too.
 */
export interface YamlDocument {
  /** The file as the user named it. */
  readonly file: string;
  /** Position among the documents of the file, from 0; empty documents count. */
  readonly index: number;
  readonly value: JsonValue;
  /** True when the document has no content at all (comments do not count). */
  readonly empty: boolean;
  /** True when it is sure that every number and boolean in it is written as JSON writes it, in any place. */
  readonly canonical: boolean;
  /**
   * Where a path stands: its value, or its key with `what: 'key'`. A path that leads nowhere answers with the
   * nearest parent that does exist, down to the whole document.
   */
  rangeOf(path: Path, what?: 'value' | 'key'): Range;
}
