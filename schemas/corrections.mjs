// Where a table differs from what a project publishes, because its controllers read the field otherwise.
import { readFileSync } from 'node:fs';

const FILE = new URL('corrections.json', import.meta.url);

/** As `{ at, is, why }`: `at` is `Type.field` or `Type`, `is` the type that it has in the table; all of a product. */
export function correctionsOf(product, file = FILE) {
  return JSON.parse(readFileSync(file, 'utf8'))[product] ?? [];
}

/** The table with its corrections, without the types that nothing refers to any more. */
export function correct(table, product, corrections = correctionsOf(product)) {
  const types = structuredClone(table.types);
  for (const { at, is } of corrections) {
    const [type, field] = split(at);
    if (field === undefined) types[type] = is;
    else if (types[type] !== undefined) types[type][field] = is;
  }
  return { kinds: table.kinds, types: reachable(table.kinds, types) };
}

/** The names of types may have points, the names of fields have none. */
export function split(at) {
  const match = /^(.*)\.([a-z$]\w*)$/.exec(at);
  return match === null ? [at, undefined] : [match[1], match[2]];
}

export function isReference(type) {
  return /[A-Z]/.test(type);
}

function reachable(kinds, types) {
  const names = new Set(Object.values(kinds).flatMap((served) => Object.values(served)));
  for (const name of names) {
    for (const type of Object.values(types[name] ?? {})) {
      if (isReference(type)) names.add(type.replace(/(?:\[\]|\{\})+$/, ''));
    }
  }
  return Object.fromEntries(Object.entries(types).filter(([name]) => names.has(name)));
}
