import { formatPath, type Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue, typeName } from '../json.ts';

/** A field whose type is not the one that the Go type has: the real controller cannot read such an object at all. */
export interface FieldProblem {
  readonly path: Path;
  /** `"data[0].value" is a string, not a list` */
  readonly message: string;
}

/**
 * Reads the fields of a manifest as Go's decoder does: absent and null are the zero value of the type.
 * A value of another type also reads as the zero value, and is remembered as a problem.
 */
export class Fields {
  readonly value: JsonObject;
  readonly path: Path;
  readonly problems: FieldProblem[];

  constructor(value: JsonObject, path: Path = [], problems: FieldProblem[] = []) {
    this.value = value;
    this.path = path;
    this.problems = problems;
  }

  text(key: string): string {
    return this.optionalText(key) ?? '';
  }

  optionalText(key: string): string | undefined {
    const value = this.#own(key);
    if (value === undefined) return undefined;
    if (typeof value === 'string') return value;
    return this.#problem([key], value, 'a string');
  }

  flag(key: string): boolean {
    const value = this.#own(key);
    if (value === undefined) return false;
    if (typeof value === 'boolean') return value;
    this.#problem([key], value, 'a boolean');
    return false;
  }

  texts(key: string): readonly string[] | undefined {
    return this.#list(key)?.map((item, index) => {
      if (typeof item === 'string') return item;
      if (item !== null) this.#problem([key, index], item, 'a string');
      return '';
    });
  }

  object(key: string): Fields | undefined {
    const value = this.#own(key);
    if (value === undefined) return undefined;
    if (isObject(value)) return new Fields(value, [...this.path, key], this.problems);
    return this.#problem([key], value, 'an object');
  }

  objects(key: string): readonly Fields[] | undefined {
    return this.#list(key)?.map((item, index) => {
      const path = [...this.path, key, index];
      if (isObject(item)) return new Fields(item, path, this.problems);
      if (item !== null) this.#problem([key, index], item, 'an object');
      return new Fields({}, path, this.problems);
    });
  }

  #list(key: string): readonly JsonValue[] | undefined {
    const value = this.#own(key);
    if (value === undefined) return undefined;
    if (isArray(value)) return value;
    return this.#problem([key], value, 'a list');
  }

  #own(key: string): JsonValue | undefined {
    return Object.hasOwn(this.value, key) ? (this.value[key] ?? undefined) : undefined;
  }

  #problem(at: Path, value: JsonValue, wanted: string): undefined {
    const path = [...this.path, ...at];
    this.problems.push({
      path,
      message: `"${formatPath(path)}" is ${NAMES[typeName(value)]}, not ${wanted}`,
    });
    return undefined;
  }
}

const NAMES: Record<ReturnType<typeof typeName>, string> = {
  null: 'null',
  boolean: 'a boolean',
  number: 'a number',
  string: 'a string',
  array: 'a list',
  object: 'an object',
};
