import { type Diagnostic, formatPath, type Path } from '../diagnostic.ts';
import { inWords, isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Resource } from './resource.ts';

/**
 * Reads the fields of an object as Go's decoder does: absent and null are the zero value of the type.
 * A value of another type reads as the zero value too, and is reported as `model/wrong-type`.
 */
export class Fields {
  readonly resource: Resource;
  /** From the resource's root. */
  readonly path: Path;
  readonly value: JsonObject;
  readonly #diagnostics: Diagnostic[];

  constructor(resource: Resource, path: Path, value: JsonObject, diagnostics: Diagnostic[]) {
    this.resource = resource;
    this.path = path;
    this.value = value;
    this.#diagnostics = diagnostics;
  }

  keys(): readonly string[] {
    return Object.keys(this.value);
  }

  /** True when the field is there and not null. */
  has(key: string): boolean {
    return this.#own(key) !== undefined;
  }

  text(key: string): string {
    const value = this.#own(key);
    if (value === undefined || typeof value === 'string') return value ?? '';
    this.#wrongType([key], value, A_STRING);
    return '';
  }

  flag(key: string): boolean {
    const value = this.#own(key);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    this.#wrongType([key], value, 'true or false');
    return false;
  }

  texts(key: string): readonly string[] {
    return this.#list(key).map((item, index) => {
      if (typeof item === 'string' || item === null) return item ?? '';
      this.#wrongType([key, index], item, A_STRING);
      return '';
    });
  }

  object(key: string): Fields | undefined {
    const value = this.#own(key);
    if (value === undefined) return undefined;
    if (isObject(value)) return this.#inside([key], value);
    this.#wrongType([key], value, 'a mapping');
    return undefined;
  }

  /** The object of a key, or one without any fields. */
  objectOrEmpty(key: string): Fields {
    return this.object(key) ?? this.#inside([key], {});
  }

  /** The items of a list of objects; items of another type are left out. */
  objects(key: string): readonly Fields[] {
    return this.#list(key).flatMap((item, index) => {
      if (isObject(item)) return [this.#inside([key, index], item)];
      if (item === null) return [this.#inside([key, index], {})];
      this.#wrongType([key, index], item, 'a mapping');
      return [];
    });
  }

  /** The members of a map of objects; members of another type are left out. */
  members(key: string): readonly (readonly [name: string, fields: Fields])[] {
    const map = this.object(key);
    if (map === undefined) return [];
    return Object.entries(map.value).flatMap(([name, value]): (readonly [string, Fields])[] => {
      if (isObject(value)) return [[name, map.#inside([name], value)]];
      if (value === null) return [[name, map.#inside([name], {})]];
      map.#wrongType([name], value, 'a mapping');
      return [];
    });
  }

  report(finding: Omit<Diagnostic, 'at'>, at: Path, what: 'value' | 'key' = 'value'): void {
    this.#diagnostics.push({ ...finding, at: this.resource.at([...this.path, ...at], what) });
  }

  #list(key: string): readonly JsonValue[] {
    const value = this.#own(key);
    if (value === undefined || isArray(value)) return value ?? [];
    this.#wrongType([key], value, 'a list');
    return [];
  }

  #own(key: string): JsonValue | undefined {
    return Object.hasOwn(this.value, key) ? (this.value[key] ?? undefined) : undefined;
  }

  #inside(path: Path, value: JsonObject): Fields {
    return new Fields(this.resource, [...this.path, ...path], value, this.#diagnostics);
  }

  #wrongType(path: Path, value: JsonValue, wanted: string): void {
    const where = formatPath([...this.path, ...path]);
    this.report(
      {
        rule: 'schema/wrong-type',
        severity: 'error',
        message: `"${where}" is ${inWords(value)}, but must be ${wanted}`,
        ...(wanted === A_STRING &&
          !isArray(value) &&
          !isObject(value) && { help: 'put the value in quotes' }),
      },
      path,
    );
  }
}

const A_STRING = 'a string';
