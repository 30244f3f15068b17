import { namesFor } from '../proposals/names.ts';

/** The keys of a `dataKey` that is no query, with their escapes taken away. */
export function keysOf(path: string): readonly string[] {
  return (path.match(/(?:[^.\\]|\\.)+/g) ?? []).map((key) => key.replace(/\\(.)/g, '$1'));
}

/** A name for the value that a path leads to, as parameters of Workflows are called. */
export function nameFor(path: string): string {
  const steps = keysOf(path).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  return namesFor([steps])[0] ?? 'value';
}
