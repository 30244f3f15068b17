import type { Path } from '../diagnostic.ts';
import { valueAt } from '../json.ts';
import type { Resource } from '../model/resource.ts';

/** The text of a scalar as it stands in the file, when it is written without quotes and on one line. */
export function plainText(
  resource: Resource,
  path: Path,
  sources: ReadonlyMap<string, string>,
): string | undefined {
  const value = resource.canonical ? valueAt(resource.value, path) : undefined;
  // Sure without a look at the text, which would have to be parsed for it.
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  const { file, range } = resource.at(path);
  const source = file === undefined ? undefined : sources.get(file);
  if (source === undefined || range === undefined || resource.written(path) === undefined) return undefined;
  const text = source.slice(range.start.offset, range.end.offset);
  return /^[^\s"'|>&*!{[][^\n]*$/.test(text) ? text : undefined;
}
