import type { Edit, Path } from '../diagnostic.ts';

/** Something in the shape of an object that its kind does not have. */
export interface ShapeFinding {
  readonly rule:
    | 'schema/unknown-field'
    | 'schema/wrong-type'
    | 'schema/missing-field'
    | 'schema/unknown-value'
    | 'schema/unknown-version';
  /** From the object's root. */
  readonly path: Path;
  readonly what: 'key' | 'value';
  readonly message: string;
  readonly help?: string;
  /** Paths from the object's root. */
  readonly fix?: { readonly message: string; readonly safe: boolean; readonly edits: readonly Edit[] };
}

/** The plain text of a scalar as it is written, without quotes; undefined where nobody knows. */
export type TextOf = (path: Path) => string | undefined;

/** By path: keys in the order of their text, items in their order. */
export function compareFindings(a: ShapeFinding, b: ShapeFinding): number {
  const length = Math.min(a.path.length, b.path.length);
  for (let i = 0; i < length; i++) {
    const left = a.path[i] ?? '';
    const right = b.path[i] ?? '';
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.path.length - b.path.length;
}

/** `"a", "b" or "c"`. */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`;
}
