import type { Path } from '../diagnostic.ts';
import type { Dependency } from '../model/kinds/sensor.ts';
import {
  asDeployed,
  type DataSpec,
  type ExprSpec,
  type FilterSpec,
  readFilters,
} from '../simulate/dependency/filter-spec.ts';

/** One filter of a list, and its path from the sensor's root. */
export interface Filter<T> {
  readonly spec: T;
  readonly path: Path;
}

const READ = new WeakMap<Dependency, FilterSpec>();

/** Undefined when the dependency has no filters. */
export function filtersOf(dependency: Dependency): FilterSpec | undefined {
  if (dependency.filters === undefined) return undefined;
  let spec = READ.get(dependency);
  if (spec === undefined) {
    spec = asDeployed(readFilters(dependency.filters).spec);
    READ.set(dependency, spec);
  }
  return spec;
}

/** The data filters that the controller takes. */
export function dataFilters(dependency: Dependency): readonly Filter<DataSpec>[] {
  const filters = filtersOf(dependency)?.data ?? [];
  return filters.flatMap((spec, index) =>
    spec.path === '' || spec.type === '' || spec.value.length === 0
      ? []
      : [{ spec, path: [...dependency.path, 'filters', 'data', index] }],
  );
}

/** The expression filters that the controller takes. */
export function expressionFilters(dependency: Dependency): readonly Filter<ExprSpec>[] {
  const filters = filtersOf(dependency)?.exprs ?? [];
  return filters.flatMap((spec, index) =>
    spec.expr === '' || spec.fields.length === 0
      ? []
      : [{ spec, path: [...dependency.path, 'filters', 'exprs', index] }],
  );
}

/** The gjson paths that the filters read, with the paths of their texts from the sensor's root. */
export function filterPaths(dependency: Dependency): readonly Filter<string>[] {
  return [
    ...dataFilters(dependency).map(({ spec, path }) => ({ spec: spec.path, path: [...path, 'path'] })),
    ...expressionFilters(dependency).flatMap(({ spec, path }) =>
      spec.fields.map((field, index) => ({ spec: field.path, path: [...path, 'fields', index, 'path'] })),
    ),
  ].filter(({ spec }) => spec !== '');
}

/** Whether the filter passes when its value compares: without a comparator it does, too. */
export function isEquality({ comparator }: DataSpec): boolean {
  return comparator === '' || comparator === '=';
}

/** What a value that cannot be read does to events; those that a value before it lets pass do not get to it. */
export function outcomeOf(index: number): string {
  return index === 0 ? 'no event passes' : 'every event fails that the values before it do not fit';
}
