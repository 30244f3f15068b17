import {
  encodeGo,
  isObject,
  isSet,
  type JsonObject,
  type JsonValue,
  listAt,
  objectAt,
  own,
  textAt,
} from '../json.ts';

/**
 * The text of a field of Go type *AnyString, or undefined when it is unset: numbers without exponent, `true` and
 * `false`, lists and maps as the empty text.
 * Source: argo-workflows pkg/apis/workflow/v1alpha1/anystring.go (UnmarshalJSON).
 */
export function anyString(value: JsonValue | undefined): string | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'string':
      return value;
    case 'boolean':
      return String(value);
    case 'number':
    case 'bigint':
      return decimal(Number(value));
    default:
      return value === null ? undefined : '';
  }
}

/** A float's shortest digits without exponent, as Go's FormatFloat(v, 'f', -1, 64). */
function decimal(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', first = '', rest = '', power = '0'] = match;
  const digits = first + rest;
  const shift = Number(power);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}`;
  return sign + digits.padEnd(shift + 1, '0');
}

export interface Parameter {
  readonly name: string;
  readonly value: string | undefined;
  readonly default: string | undefined;
  readonly valueFrom: JsonObject | undefined;
  readonly globalName: string;
  readonly enum: readonly string[] | undefined;
}

export function readParameter(object: JsonObject): Parameter {
  return {
    name: textAt(object, 'name'),
    value: anyString(own(object, 'value')),
    default: anyString(own(object, 'default')),
    valueFrom: objectAt(object, 'valueFrom'),
    globalName: textAt(object, 'globalName'),
    enum: isSet(object, 'enum') ? listAt(object, 'enum').map((item) => anyString(item) ?? '') : undefined,
  };
}

/** The parameters below `inputs`, `outputs` or `arguments`; entries that are no objects count as empty ones. */
export function readParameters(holder: JsonObject | undefined): readonly Parameter[] {
  return listAt(holder, 'parameters').map((entry) => readParameter(isObject(entry) ? entry : {}));
}

/** `valueFrom.default` as text. */
export function defaultFrom(parameter: Parameter): string | undefined {
  return anyString(own(parameter.valueFrom, 'default'));
}

const MEMBERS = ['name', 'default', 'value', 'valueFrom', 'globalName', 'enum', 'description'] as const;

/** A list of parameters as Go's encoding/json writes []Parameter: members in the order of the struct, empty ones left out. */
export function encodeParameters(holder: JsonObject | undefined): string {
  const entries = listAt(holder, 'parameters');
  if (entries.length === 0) return holder !== undefined && isSet(holder, 'parameters') ? '[]' : 'null';
  return `[${entries.map((entry) => encodeParameter(isObject(entry) ? entry : {})).join(',')}]`;
}

function encodeParameter(object: JsonObject): string {
  const members: string[] = [];
  for (const key of MEMBERS) {
    const value = own(object, key);
    if (key === 'name') members.push(`"name":${encodeGo(textAt(object, 'name'))}`);
    else if (
      value === undefined ||
      value === null ||
      value === '' ||
      (Array.isArray(value) && value.length === 0)
    ) {
      // An empty text that was set is kept: value, default and description are pointers in Go.
      if (value === '' && key !== 'globalName') members.push(`"${key}":""`);
    } else if (key === 'valueFrom') members.push(`"valueFrom":${encodeGo(value)}`);
    else if (key === 'enum') {
      members.push(`"enum":${encodeGo(listAt(object, 'enum').map((item) => anyString(item) ?? ''))}`);
    } else members.push(`"${key}":${encodeGo(anyString(value) ?? '')}`);
  }
  return `{${members.join(',')}}`;
}
