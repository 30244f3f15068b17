import { formatPath, type Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';
import { nearest } from '../nearest.ts';
import { listed, type ShapeFinding } from './finding.ts';
import { type Frame, nameOf } from './frame.ts';
import type { Demand } from './overlay.ts';
import { fieldType, type Table } from './table.ts';

export interface MissingField {
  readonly field: string;
  readonly finding: ShapeFinding;
}

/** The fields that the API server or a controller asks for, and that are absent or empty. */
export function missingFields(frame: Frame, demand: Demand, table: Table): readonly MissingField[] {
  const found = demand.required
    .filter((field) => isMissing(frame, field, table))
    .map((field): MissingField => ({ field, finding: missing(frame, field, demand) }));
  if (demand.named && !hasName(frame)) {
    const path = [...frame.path, 'metadata', 'name'];
    const message = `${nameOf(frame)} has no name`;
    const help = 'add "metadata.name"';
    found.push({
      field: 'metadata',
      finding: { rule: 'schema/missing-field', path, what: 'value', message, help },
    });
  }
  return found;
}

function isMissing({ type, value }: Frame, field: string, table: Table): boolean {
  const actual = Object.hasOwn(value, field) ? (value[field] ?? null) : null;
  if (actual === null || actual === '' || (isArray(actual) && actual.length === 0)) return true;
  const isMap = fieldType(table, type, field)?.is === 'map';
  return isMap && isObject(actual) && Object.keys(actual).length === 0;
}

function missing(frame: Frame, field: string, demand: Demand): ShapeFinding {
  const values = demand.fields.get(field)?.values;
  const isThere = Object.hasOwn(frame.value, field) && frame.value[field] !== null;
  return {
    rule: 'schema/missing-field',
    path: isThere ? [...frame.path, field] : frame.path,
    what: isThere ? 'value' : 'key',
    message: isThere
      ? `"${formatPath([...frame.path, field])}" is empty`
      : `${nameOf(frame)} has no "${field}"`,
    ...(values && { help: `it can be ${listed(values)}` }),
  };
}

function hasName({ value }: Frame): boolean {
  const metadata = Object.hasOwn(value, 'metadata') ? value['metadata'] : undefined;
  if (!isObject(metadata)) return false;
  return ['name', 'generateName'].some((field) => {
    const name = Object.hasOwn(metadata, field) ? (metadata[field] ?? '') : '';
    return name !== '';
  });
}

/** A value that is none of those that the field can have. */
export function unknownValue(value: JsonValue, path: Path, { values }: Demand): ShapeFinding | undefined {
  if (values === undefined || typeof value !== 'string' || value === '' || values.includes(value)) {
    return undefined;
  }
  const meant = values.length === 1 ? values[0] : nearest(value, values);
  return {
    rule: 'schema/unknown-value',
    path,
    what: 'value',
    message: `"${formatPath(path)}" is "${value}", but must be ${listed(values)}`,
    ...(meant !== undefined && {
      ...(values.length > 1 && { help: `did you mean "${meant}"?` }),
      fix: {
        message: `write "${meant}"`,
        safe: values.length > 1,
        edits: [{ kind: 'set', path, value: meant }],
      },
    }),
  };
}
