/**
 * What the API server or a controller asks for beyond names and types. A key is a type, or a path of fields that
 * starts at one: `V1Service.spec`.
 */
export interface Overlay {
  /** Fields that must be there and not empty. */
  readonly required?: Readonly<Record<string, readonly string[]>>;
  /** The only values of a field, or of the items of a list. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Types of objects that need a name, or the beginning of one. */
  readonly named?: readonly string[];
  /** `Type.field` of an earlier release to where it stands now, from the same mapping: `filters.data`. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** `Type.field` that earlier releases had, to the first release without it: `Argo Workflows 4.0`. */
  readonly since?: Readonly<Record<string, string>>;
  /** `Type.field` that earlier releases had, or that people expect, to what holds in its place. */
  readonly removed?: Readonly<Record<string, string>>;
}

/** What is asked for at one place, and in the fields below it. */
export interface Demand {
  readonly required: readonly string[];
  readonly values: readonly string[] | undefined;
  readonly named: boolean;
  readonly fields: ReadonlyMap<string, Demand>;
}

interface MutableDemand {
  required: readonly string[];
  values: readonly string[] | undefined;
  named: boolean;
  fields: Map<string, MutableDemand>;
}

/** What the overlay asks for, by type. */
export function demandsOf(overlay: Overlay): ReadonlyMap<string, Demand> {
  const types = new Map<string, MutableDemand>();
  const at = (path: string): MutableDemand => {
    const [type = '', ...fields] = path.split('.');
    return fields.reduce((parent, field) => descend(parent.fields, field), descend(types, type));
  };
  for (const [path, required] of Object.entries(overlay.required ?? {})) at(path).required = required;
  for (const [path, values] of Object.entries(overlay.values ?? {})) at(path).values = values;
  for (const type of overlay.named ?? []) at(type).named = true;
  return types;
}

function descend(demands: Map<string, MutableDemand>, name: string): MutableDemand {
  let demand = demands.get(name);
  if (demand === undefined) {
    demand = { required: [], values: undefined, named: false, fields: new Map() };
    demands.set(name, demand);
  }
  return demand;
}
