import type { Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue, typeName } from '../json.ts';
import { nearest } from '../nearest.ts';

/**
 * What a value of a file has to look like. The check of a file and its published JSON Schema are both made of it, so
 * they cannot differ.
 */
export type Shape =
  /** `pattern` is a regular expression that JavaScript and JSON Schema read alike. */
  | { readonly type: 'text'; readonly pattern?: string; readonly oneOf?: readonly string[] }
  | { readonly type: 'whole number'; readonly least: number; readonly most: number }
  | { readonly type: 'true or false' }
  /** Text, number or boolean: what becomes a text in the end. */
  | { readonly type: 'scalar' }
  | { readonly type: 'anything' }
  | { readonly type: 'list'; readonly of: Shape; readonly atLeast?: number }
  /** Keys of the writer's own. */
  | { readonly type: 'map'; readonly of: Shape }
  | { readonly type: 'mapping'; readonly name: string }
  /** One of several shapes whose values have different types. */
  | { readonly type: 'either'; readonly of: readonly Shape[] };

/** A key of a mapping. */
export interface Member {
  readonly shape: Shape;
  /** A sentence for whoever writes one. */
  readonly description: string;
  readonly required?: true;
}

/** The mappings of a file, by the name that other shapes call them by. */
export type Mappings = Readonly<Record<string, MappingShape>>;

export interface MappingShape {
  /** What it is called in messages: `an event`. */
  readonly called: string;
  readonly members: Readonly<Record<string, Member>>;
}

/** One thing that is wrong with a value. */
export interface Misfit {
  readonly path: Path;
  /** The key at the end of the path is to blame, not its value. */
  readonly key?: true;
  readonly message: string;
  readonly help?: string;
}

/** Everything that keeps a value from having the shape, in the order of the text. */
export function misfits(value: JsonValue, shape: Shape, mappings: Mappings): readonly Misfit[] {
  const found: Misfit[] = [];
  check(value, shape, [], mappings, found);
  return found;
}

function check(value: JsonValue, shape: Shape, path: Path, mappings: Mappings, found: Misfit[]): void {
  const wrong = (expected: string) =>
    found.push({ path, message: `${subject(path)} is ${shown(value)} and has to be ${expected}` });
  switch (shape.type) {
    case 'anything':
      return;
    case 'text':
      if (typeof value !== 'string') wrong(shape.oneOf === undefined ? 'a text' : listed(shape.oneOf));
      else if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
        const near = nearest(value, shape.oneOf);
        const help = near === undefined ? `one of ${shape.oneOf.join(', ')}` : `did you mean "${near}"?`;
        found.push({ path, message: `${subject(path)} cannot be "${value}"`, help });
      } else if (shape.pattern !== undefined && !new RegExp(shape.pattern, 'u').test(value)) {
        wrong(`a text that matches ${shape.pattern}`);
      }
      return;
    case 'whole number': {
      const { least, most } = shape;
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
      if (!fits) wrong(`a whole number from ${least} to ${most}`);
      return;
    }
    case 'true or false':
      if (typeof value !== 'boolean') wrong('true or false');
      return;
    case 'scalar':
      if (value === null || typeof value === 'object') wrong('a text, a number, true or false');
      return;
    case 'list':
      if (!isArray(value)) wrong('a list');
      else if (value.length < (shape.atLeast ?? 0)) {
        found.push({ path, message: `${subject(path)} is empty` });
      } else
        for (const [index, item] of value.entries()) check(item, shape.of, [...path, index], mappings, found);
      return;
    case 'map':
      if (!isObject(value)) wrong('a mapping');
      else
        for (const [key, item] of Object.entries(value))
          check(item, shape.of, [...path, key], mappings, found);
      return;
    case 'either': {
      const fitting = shape.of.find((one) => typesOf(one).includes(typeName(value)));
      if (fitting === undefined) wrong(shape.of.map(expectedOf).join(' or '));
      else check(value, fitting, path, mappings, found);
      return;
    }
    case 'mapping': {
      const mapping = mappings[shape.name];
      if (mapping === undefined) throw new Error(`no shape "${shape.name}"`);
      if (!isObject(value)) wrong('a mapping');
      else checkMembers(value, mapping, path, mappings, found);
    }
  }
}

function checkMembers(
  value: JsonObject,
  { called, members }: MappingShape,
  path: Path,
  mappings: Mappings,
  found: Misfit[],
): void {
  for (const [key, item] of Object.entries(value)) {
    const member = Object.hasOwn(members, key) ? members[key] : undefined;
    if (member !== undefined) {
      check(item, member.shape, [...path, key], mappings, found);
      continue;
    }
    const near = nearest(key, Object.keys(members));
    found.push({
      path: [...path, key],
      key: true,
      message: `${called} has no key "${key}"`,
      help: near === undefined ? `its keys: ${Object.keys(members).join(', ')}` : `did you mean "${near}"?`,
    });
  }
  for (const [key, { required }] of Object.entries(members)) {
    if (required && !Object.hasOwn(value, key)) {
      found.push({ path, message: `${called} has no "${key}"`, help: `give it "${key}"` });
    }
  }
}

function subject(path: Path): string {
  const key = path.findLast((part) => typeof part === 'string');
  if (key === undefined) return 'it';
  return typeof path.at(-1) === 'number' ? `an item of "${key}"` : `"${key}"`;
}

function shown(value: JsonValue): string {
  if (value === null) return 'empty';
  if (isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function listed(words: readonly string[]): string {
  return `one of ${words.join(', ')}`;
}

function expectedOf(shape: Shape): string {
  switch (shape.type) {
    case 'text':
      return 'a text';
    case 'list':
      return 'a list';
    case 'map':
    case 'mapping':
      return 'a mapping';
    case 'whole number':
      return 'a whole number';
    case 'scalar':
      return 'a text, a number, true or false';
    default:
      return shape.type;
  }
}

function typesOf(shape: Shape): readonly ReturnType<typeof typeName>[] {
  switch (shape.type) {
    case 'text':
      return ['string'];
    case 'whole number':
      return ['number'];
    case 'true or false':
      return ['boolean'];
    case 'scalar':
      return ['string', 'number', 'boolean'];
    case 'list':
      return ['array'];
    case 'map':
    case 'mapping':
      return ['object'];
    case 'either':
      return shape.of.flatMap(typesOf);
    case 'anything':
      return ['null', 'boolean', 'number', 'string', 'array', 'object'];
  }
}

/** The JSON Schema, draft 2020-12, that says the same of a file. */
export function jsonSchemaOf(title: string, root: string, mappings: Mappings): JsonObject {
  const { [root]: own, ...others } = mappings;
  if (own === undefined) throw new Error(`no shape "${root}"`);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...mappingSchema(own),
    $defs: Object.fromEntries(Object.entries(others).map(([name, shape]) => [name, mappingSchema(shape)])),
  };
}

function mappingSchema({ members }: MappingShape): JsonObject {
  const required = Object.entries(members).flatMap(([key, member]) => (member.required ? [key] : []));
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(members).map(([key, { description, shape }]) => [
        key,
        { description, ...schemaOf(shape) },
      ]),
    ),
    ...(required.length > 0 && { required }),
  };
}

function schemaOf(shape: Shape): JsonObject {
  switch (shape.type) {
    case 'anything':
      return {};
    case 'text':
      return {
        type: 'string',
        ...(shape.pattern !== undefined && { pattern: shape.pattern }),
        ...(shape.oneOf && { enum: shape.oneOf }),
      };
    case 'whole number':
      return { type: 'integer', minimum: shape.least, maximum: shape.most };
    case 'true or false':
      return { type: 'boolean' };
    case 'scalar':
      return { type: ['string', 'number', 'boolean'] };
    case 'list':
      return { type: 'array', items: schemaOf(shape.of), ...(shape.atLeast && { minItems: shape.atLeast }) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(shape.of) };
    case 'mapping':
      return { $ref: `#/$defs/${shape.name}` };
    case 'either':
      return { anyOf: shape.of.map(schemaOf) };
  }
}
