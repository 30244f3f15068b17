import { type Edit, formatPath, type Path } from '../diagnostic.ts';
import { inWords, type JsonValue, scalarText, typeName } from '../json.ts';
import type { ShapeFinding, TextOf } from './finding.ts';
import { scalarOf } from './scalar.ts';
import type { FieldType } from './table.ts';

/** A value that the decoder of its field does not take. */
export function wrongType(value: JsonValue, type: FieldType, path: Path, textOf: TextOf): ShapeFinding {
  const written = textOf(path);
  const mend = mended(value, type, path, written);
  return {
    rule: 'schema/wrong-type',
    path,
    what: 'value',
    message: `"${formatPath(path)}" is ${described(value, written)}, but must be ${wanted(type)}`,
    ...(mend && {
      help: mend.help,
      fix: { message: mend.help, safe: mend.safe, edits: [mend.edit] },
    }),
  };
}

interface Mend {
  readonly help: string;
  readonly safe: boolean;
  readonly edit: Edit;
}

function mended(
  value: JsonValue,
  type: FieldType,
  path: Path,
  written: string | undefined,
): Mend | undefined {
  if (type.is === 'scalar') {
    const right = quoted(value, type.scalar, written) ?? unquoted(value, type.scalar);
    if (right === undefined) return undefined;
    return {
      help: `write ${typeof right === 'string' ? JSON.stringify(right) : String(right)}`,
      // What was written is not always what was read: `0777` is read as 511.
      safe: typeof value === 'string' || written !== undefined,
      edit: { kind: 'set', path, value: right },
    };
  }
  if (type.is !== 'list' || value === null) return undefined;
  const text = type.of.is === 'scalar' ? quoted(value, type.of.scalar, written) : undefined;
  if (!fits(value, type.of) && text === undefined) return undefined;
  const item = fits(value, type.of) ? value : (text ?? '');
  const help =
    typeof item === 'string' ? `make it a list: [${JSON.stringify(item)}]` : 'make it a list of one';
  return { help, safe: false, edit: { kind: 'set', path, value: [item] } };
}

function quoted(value: JsonValue, scalar: string, written: string | undefined): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'boolean') return undefined;
  const text = written ?? String(value);
  return scalarOf(scalar).takes(text) ? text : undefined;
}

function unquoted(value: JsonValue, scalar: string): number | boolean | undefined {
  if (typeof value !== 'string') return undefined;
  const meant = READ_AS.get(value) ?? (NUMBER.test(value) ? Number(value) : undefined);
  return meant !== undefined && scalarOf(scalar).takes(meant) ? meant : undefined;
}

const NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?$/;
const READ_AS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

/** Whether the value is right at first sight; what is in a list or a mapping is not looked at. */
export function fits(value: JsonValue, type: FieldType): boolean {
  switch (type.is) {
    case 'scalar':
      return value === null || scalarOf(type.scalar).takes(value);
    case 'list':
      return value === null || typeName(value) === 'array';
    default:
      return value === null || typeName(value) === 'object';
  }
}

function wanted(type: FieldType): string {
  switch (type.is) {
    case 'scalar':
      return scalarOf(type.scalar).wanted;
    case 'list':
      return type.of.is === 'scalar' ? `a list, each item ${scalarOf(type.of.scalar).wanted}` : 'a list';
    default:
      return 'a mapping';
  }
}

function described(value: JsonValue, written: string | undefined): string {
  const read = scalarText(value);
  const isOther =
    typeof value !== 'string' && read !== undefined && written !== undefined && written !== read;
  return isOther ? `"${written}", which is read as ${inWords(value)}` : inWords(value);
}
