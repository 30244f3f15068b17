/** The facts about the kinds of one release of a product; see schemas/. */
export interface Table {
  readonly product: string;
  readonly release: string;
  /** apiVersion, then kind, to the name of its type. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * Name of a type, then field, to what the field holds: a scalar (`int32`), the name of a type, or either with `[]`
   * (a list of them) or `{}` (a map with them as values) behind it. Names of types have a capital, scalars have none.
   */
  readonly types: Readonly<Record<string, Fields>>;
}

export type Fields = Readonly<Record<string, string>>;

/** What a field holds, taken apart. */
export type FieldType =
  | { readonly is: 'scalar'; readonly scalar: string }
  | { readonly is: 'object'; readonly type: string }
  | { readonly is: 'list'; readonly of: FieldType }
  | { readonly is: 'map'; readonly of: FieldType };

const PARSED = new Map<string, FieldType>();

/** `Container[]` as a list of objects of the type `Container`. */
export function parseType(text: string): FieldType {
  let type = PARSED.get(text);
  if (type === undefined) {
    type = parse(text);
    PARSED.set(text, type);
  }
  return type;
}

function parse(text: string): FieldType {
  if (text.endsWith('[]')) return { is: 'list', of: parseType(text.slice(0, -2)) };
  if (text.endsWith('{}')) return { is: 'map', of: parseType(text.slice(0, -2)) };
  return /[A-Z]/.test(text) ? { is: 'object', type: text } : { is: 'scalar', scalar: text };
}

/** The type of a field; undefined when the type has no such field, or is not in the table. */
export function fieldType(table: Table, type: string, field: string): FieldType | undefined {
  const fields = table.types[type];
  if (fields === undefined || !Object.hasOwn(fields, field)) return undefined;
  const text = fields[field];
  return text === undefined ? undefined : parseType(text);
}
