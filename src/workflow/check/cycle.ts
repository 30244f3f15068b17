/**
 * The names of one cycle in a graph, each waiting for the next, or undefined. Names that nothing defines end a way.
 * Without recursion: a chain may be long.
 */
export function cycleAmong(
  names: Iterable<string>,
  dependencies: (name: string) => Iterable<string>,
): readonly string[] | undefined {
  const done = new Set<string>();
  for (const start of names) {
    const way: string[] = [];
    const stack: { name: string; rest: string[] }[] = [];
    const enter = (name: string) => {
      way.push(name);
      stack.push({ name, rest: [...dependencies(name)] });
    };
    if (!done.has(start)) enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        done.add(top.name);
        stack.pop();
        way.pop();
      } else if (way.includes(next)) return way.slice(way.indexOf(next));
      else if (!done.has(next)) enter(next);
    }
  }
  return undefined;
}
