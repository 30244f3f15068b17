import { type Demand, demandsOf, type Overlay } from './overlay.ts';
import { type JsonSchema, scalarOf } from './scalar.ts';
import { type FieldType, fieldType, parseType, type Table } from './table.ts';

/** A JSON Schema (draft 7) of all kinds of a table, and where each kind stands in it. */
export interface KindSchemas {
  readonly schema: JsonSchema & { readonly $id: string };
  /** `apiVersion/kind` to a reference into the schema. */
  readonly kinds: Readonly<Record<string, string>>;
}

/**
 * The JSON Schemas of a table. They take null for every optional field, as Go's decoder does, and whole numbers only
 * as far as a double is exact.
 */
export function jsonSchemaOf(table: Table, overlay: Overlay): KindSchemas {
  const $id = `${table.product}-${table.release}`;
  const demands = demandsOf(overlay);
  const definitions: Record<string, JsonSchema> = {};
  for (const [name, fields] of Object.entries(table.types)) {
    const demand = demands.get(name);
    const properties: Record<string, JsonSchema> = {};
    for (const [field, type] of Object.entries(fields)) {
      properties[field] = fieldSchema(table, parseType(type), demand, field);
    }
    definitions[name] = {
      type: ['object', 'null'],
      additionalProperties: false,
      ...demandSchema(demand),
      properties,
    };
  }
  const kinds: Record<string, string> = {};
  for (const [apiVersion, served] of Object.entries(table.kinds)) {
    for (const [kind, type] of Object.entries(served)) {
      kinds[`${apiVersion}/${kind}`] = `${$id}#/definitions/${type}`;
    }
  }
  return { schema: { $id, $schema: 'http://json-schema.org/draft-07/schema#', definitions }, kinds };
}

function fieldSchema(table: Table, type: FieldType, parent: Demand | undefined, field: string): JsonSchema {
  const demand = parent?.fields.get(field);
  const required = parent?.required.includes(field) ?? false;
  return {
    ...typeSchema(type, !required, demand?.values),
    ...below(table, type, demand),
    ...(required && NOT_EMPTY[type.is]),
  };
}

/** What is asked for inside the field, when it is a mapping. */
function below(table: Table, type: FieldType, demand: Demand | undefined): JsonSchema {
  if (demand === undefined || type.is !== 'object') return {};
  const properties: Record<string, JsonSchema> = {};
  for (const field of new Set([...demand.fields.keys(), ...demand.required])) {
    const inner = fieldType(table, type.type, field);
    if (inner !== undefined) properties[field] = fieldSchema(table, inner, demand, field);
  }
  return { ...demandSchema(demand), properties };
}

function demandSchema(demand: Demand | undefined): JsonSchema {
  return {
    ...(demand && demand.required.length > 0 && { required: demand.required }),
    ...(demand?.named && NAMED),
  };
}

const NAMED: JsonSchema = {
  anyOf: ['name', 'generateName'].map((field) => ({
    required: ['metadata'],
    properties: {
      metadata: { required: [field], properties: { [field]: { type: 'string', minLength: 1 } } },
    },
  })),
};

/** What the absent field reads as. */
const EMPTY: readonly unknown[] = ['', null];

const NOT_EMPTY: Readonly<Record<FieldType['is'], JsonSchema>> = {
  scalar: { minLength: 1 },
  list: { type: 'array', minItems: 1 },
  map: { type: 'object', minProperties: 1 },
  object: { type: 'object' },
};

function typeSchema(type: FieldType, nullable: boolean, values?: readonly string[]): JsonSchema {
  switch (type.is) {
    case 'object':
      return { $ref: `#/definitions/${type.type}` };
    case 'list':
      return { type: ['array', 'null'], items: typeSchema(type.of, true, values) };
    case 'map':
      return { type: ['object', 'null'], additionalProperties: typeSchema(type.of, true, values) };
    default: {
      const { schema } = scalarOf(type.scalar);
      return {
        ...schema,
        ...(schema.type && { type: nullable ? [...schema.type, 'null'] : schema.type }),
        ...(values && { enum: nullable ? [...values, ...EMPTY] : values }),
      };
    }
  }
}
