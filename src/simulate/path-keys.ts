/** The keys of a path that is no query, such as a `dataKey`, with their escapes taken away. */
export function keysOf(path: string): readonly string[] {
  return (path.match(/(?:[^.\\]|\\.)+/g) ?? []).map((key) => key.replace(/\\(.)/g, '$1'));
}
