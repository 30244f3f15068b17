import { formatPath, type Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { isSlip, nearest } from '../nearest.ts';
import { listed, type ShapeFinding } from './finding.ts';
import { type Facts, type Frame, nameOf } from './frame.ts';
import type { Overlay } from './overlay.ts';
import { type FieldType, fieldType, type Table } from './table.ts';
import { fits } from './wrong-type.ts';

/**
 * A field that the type does not have: what it was meant to be called, or where it belongs. The decoders of
 * Kubernetes compare names with their case and drop what they do not know.
 * Source: sigs.k8s.io/json (UnmarshalCaseSensitivePreserveInts).
 */
export function unknownField(frame: Frame, field: string, { table, overlay }: Facts): ShapeFinding {
  const path = [...frame.path, field];
  const value = frame.value[field] ?? null;
  const since = overlay.since?.[`${frame.type}.${field}`];
  return {
    rule: 'schema/unknown-field',
    path,
    what: 'key',
    message: `${nameOf(frame)} has no field "${field}"${since === undefined ? '' : ` since ${since}`}`,
    ...(known(frame, field, value, overlay) ?? advice(frame, field, value, table)),
  };
}

type Advice = Pick<ShapeFinding, 'help' | 'fix'>;

function advice(frame: Frame, field: string, value: JsonValue, table: Table): Advice {
  const near = nearest(field, Object.keys(table.types[frame.type] ?? {}));
  const meant =
    near !== undefined && (isMisspelt(field, near) || takes(frame, near, value, table)) ? near : undefined;
  // A slip of one letter is likelier than a field that stands in the wrong mapping.
  if (meant !== undefined && isMisspelt(field, meant)) return renaming(frame, field, meant, table);
  const homes = homesOf(frame, field, value, table);
  if (homes.length > 0 && homes.length <= 3) return moving([...frame.path, field], homes);
  if (meant !== undefined) return renaming(frame, field, meant, table);
  return unwrapping(frame, field, value, table) ?? choices(frame, table);
}

/** What an earlier release had under that name. */
function known(
  frame: Frame,
  field: string,
  value: JsonValue,
  { renamed, removed }: Overlay,
): Advice | undefined {
  const name = `${frame.type}.${field}`;
  const instead = removed?.[name];
  if (instead !== undefined && !isObject(value) && !isArray(value)) {
    const edits = [{ kind: 'remove' as const, path: [...frame.path, field] }]; // one of the kinds of Edit
    return { help: `remove it: ${instead}`, fix: { message: `remove "${field}"`, safe: true, edits } };
  }
  const now = renamed?.[name];
  if (now === undefined) return undefined;
  const to = [...frame.path, ...now.split('.')];
  const message = `move "${field}" to "${formatPath(to)}"`;
  const edits = [{ kind: 'move' as const, path: [...frame.path, field], to }]; // one of the kinds of Edit
  return { help: `it stands at "${formatPath(to)}" now`, fix: { message, safe: false, edits } };
}

/** Whether the field could hold the value, or a list of it. */
function takes({ type }: Frame, field: string, value: JsonValue, table: Table): boolean {
  const inner = fieldType(table, type, field);
  if (inner === undefined) return false;
  return fits(value, inner) || (inner.is === 'list' && fits(value, inner.of));
}

/** Upper and lower case aside. */
function isMisspelt(field: string, meant: string): boolean {
  return isSlip(field.toLowerCase(), meant.toLowerCase());
}

function renaming(frame: Frame, field: string, meant: string, table: Table): Advice {
  const sameLetters = field.toLowerCase() === meant.toLowerCase();
  const help = sameLetters
    ? `the field is called "${meant}": upper and lower case count`
    : `did you mean "${meant}"?`;
  const type = fieldType(table, frame.type, meant);
  const value = frame.value[field] ?? null;
  if (type === undefined || Object.hasOwn(frame.value, meant)) return { help };
  const path = [...frame.path, field];
  if (fits(value, type)) {
    const message = `rename "${field}" to "${meant}"`;
    const safe = isMisspelt(field, meant);
    return { help, fix: { message, safe, edits: [{ kind: 'rename', path, key: meant }] } };
  }
  if (type.is !== 'list' || !fits(value, type.of)) return { help };
  return {
    help: `${help.replace(/\?$/, '')}, a list?`,
    fix: {
      message: `write "${meant}" with a list of one`,
      safe: false,
      edits: [
        { kind: 'remove', path },
        { kind: 'set', path: [...frame.path, meant], value: [value] },
      ],
    },
  };
}

function moving(path: Path, homes: readonly Path[]): Advice {
  const field = String(path.at(-1));
  const help = `"${field}" belongs in ${listed(homes.map((home) => formatPath(home) || 'the root'))}`;
  const [home] = homes;
  if (home === undefined || homes.length > 1) return { help };
  const message = `move "${field}" to "${formatPath(home) || 'the root'}"`;
  return { help, fix: { message, safe: false, edits: [{ kind: 'move', path, to: [...home, field] }] } };
}

/** The mappings nearby that have such a field and lack it: those around this one, else inside, else beside it. */
function homesOf(frame: Frame, field: string, value: JsonValue, table: Table): readonly Path[] {
  const takes = (type: string, held: JsonValue | undefined) => {
    const inner = fieldType(table, type, field);
    const isFree = !isObject(held) || !Object.hasOwn(held, field);
    return inner !== undefined && isFree && suits(value, inner, table);
  };
  const around: Path[] = [];
  for (let outer = frame.parent; outer !== undefined; outer = outer.parent) {
    if (takes(outer.type, outer.value)) around.push(outer.path);
  }
  const inside = membersOf(frame, table);
  const near = [
    ...around.slice(0, 1),
    ...inside.filter((m) => m.isThere && takes(m.type, m.value)).map(pathOf),
  ];
  if (near.length > 0) return near;
  const below = inside.filter((m) => !m.isThere && takes(m.type, undefined)).map(pathOf);
  if (below.length > 0) return below;
  for (let outer = frame.parent; outer !== undefined; outer = outer.parent) {
    const beside = membersOf(outer, table).filter((m) => m.isThere && takes(m.type, m.value));
    if (beside.length > 0) return beside.map(pathOf);
  }
  return [];
}

interface Member {
  readonly type: string;
  readonly path: Path;
  readonly value: JsonValue | undefined;
  readonly isThere: boolean;
}

function pathOf({ path }: Member): Path {
  return path;
}

/** The mappings that a mapping holds or may hold, two deep; of a list or a map only what there is one of. */
function membersOf(
  frame: { readonly type: string; readonly path: Path; readonly value: JsonObject },
  table: Table,
) {
  const direct = directMembers(frame.type, frame.path, frame.value, table);
  const deeper = direct.flatMap((member) =>
    member.isThere && isObject(member.value)
      ? directMembers(member.type, member.path, member.value, table)
      : [],
  );
  return [...direct, ...deeper];
}

function directMembers(type: string, path: Path, value: JsonObject, table: Table): readonly Member[] {
  return Object.keys(table.types[type] ?? {}).flatMap((field): Member[] => {
    const inner = fieldType(table, type, field);
    const held = Object.hasOwn(value, field) ? (value[field] ?? undefined) : undefined;
    if (inner?.is === 'object') {
      return [{ type: inner.type, path: [...path, field], value: held, isThere: held !== undefined }];
    }
    if ((inner?.is !== 'list' && inner?.is !== 'map') || inner.of.is !== 'object') return [];
    const only = onlyMember(held);
    if (only === undefined) return [];
    return [{ type: inner.of.type, path: [...path, field, only[0]], value: only[1], isThere: true }];
  });
}

function onlyMember(value: JsonValue | undefined): readonly [string | number, JsonValue] | undefined {
  if (isArray(value)) return value.length === 1 ? [0, value[0] ?? null] : undefined;
  const entries = isObject(value) ? Object.entries(value) : [];
  return entries.length === 1 ? entries[0] : undefined;
}

/** Whether the value would do there, as far as the names of its fields tell. */
function suits(value: JsonValue, type: FieldType, table: Table): boolean {
  if (!fits(value, type)) return false;
  if (type.is === 'list' && isArray(value)) {
    return value.every((item) => fits(item, type.of) && knowsFields(item, type.of, table));
  }
  return knowsFields(value, type, table);
}

function knowsFields(value: JsonValue, type: FieldType, table: Table): boolean {
  if (type.is !== 'object' || !isObject(value)) return true;
  return Object.keys(value).every((field) => fieldType(table, type.type, field) !== undefined);
}

/** A mapping whose fields are all fields of the mapping around it: the name is one too many. */
function unwrapping(frame: Frame, field: string, value: JsonValue, table: Table): Advice | undefined {
  if (!isObject(value)) return undefined;
  const fields = Object.keys(value);
  const path = [...frame.path, field];
  const isWrapper =
    fields.length > 0 && fields.every((inner) => fieldType(table, frame.type, inner) !== undefined);
  if (!isWrapper) return undefined;
  const help = `write what is in "${field}" directly in ${nameOf(frame)}`;
  if (fields.some((inner) => Object.hasOwn(frame.value, inner))) return { help };
  return {
    help,
    fix: {
      message: help,
      safe: false,
      edits: [
        ...fields.map((inner) => ({
          kind: 'move' as const, // one of the kinds of Edit
          path: [...path, inner],
          to: [...frame.path, inner],
        })),
        { kind: 'remove', path },
      ],
    },
  };
}

const MOST_CHOICES = 12;

function choices(frame: Frame, table: Table): Advice {
  const fields = Object.keys(table.types[frame.type] ?? {});
  if (fields.length === 0) return { help: `${nameOf(frame)} has no fields at all` };
  return fields.length <= MOST_CHOICES
    ? { help: `its fields are ${listed(fields).replace(/ or /, ' and ')}` }
    : {};
}
