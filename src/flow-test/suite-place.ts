import type { Path, Place } from '../diagnostic.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** Where a path of a flow test stands; `key` asks for the key instead of its value. */
export function placeIn(document: YamlDocument, path: Path, what: 'key' | 'value' = 'value'): Place {
  return { file: document.file, range: document.rangeOf(path, what), path };
}
