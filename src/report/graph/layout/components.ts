/** What is connected, each in the order of the names. */
export function components(
  ids: readonly string[],
  pairs: readonly (readonly [string, string])[],
): readonly (readonly string[])[] {
  const leader = new Map(ids.map((id) => [id, id]));
  const find = (id: string): string => {
    let at = id;
    while (leader.get(at) !== at) {
      const next = leader.get(at) ?? at;
      leader.set(at, leader.get(next) ?? next);
      at = next;
    }
    return at;
  };
  for (const [a, b] of pairs) if (leader.has(a) && leader.has(b)) leader.set(find(b), find(a));
  const found = new Map<string, string[]>();
  for (const id of ids) push(found, find(id), id);
  return [...found.values()];
}

/** Adds to the list of a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, ...values: readonly V[]): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [...values]);
  else list.push(...values);
}
