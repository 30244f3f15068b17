import type { Path, Place } from '../diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { DocumentPath, Resource } from './resource.ts';

/** Where a value came from: the place of a path in it. */
export type Locate = (path: Path, what: 'value' | 'key') => Place;

type Written = (path: Path) => DocumentPath | undefined;

/** The object that stands at `root` in a document. */
export function resourceInDocument(
  document: YamlDocument,
  root: Path,
  value: JsonObject,
  number: number,
): Resource {
  const at: Locate = (path, what) => ({
    file: document.file,
    range: document.rangeOf([...root, ...path], what),
  });
  const written: Written = (path) => ({
    file: document.file,
    document: document.index,
    path: [...root, ...path],
  });
  return new Manifest(value, number, at, written);
}

/** The object that stands at `root` inside another object, as the Workflow in a Sensor's trigger does. */
export function resourceInside(outer: Resource, root: Path, value: JsonObject): Resource {
  return new Manifest(
    value,
    1,
    (path, what) => outer.at([...root, ...path], what),
    (path) => outer.written([...root, ...path]),
  );
}

/** The object that the text at `root` inside another object says; all of it stands where the text stands. */
export function resourceInText(outer: Resource, root: Path, value: JsonObject): Resource {
  return new Manifest(
    value,
    1,
    (_, what) => outer.at(root, what),
    () => undefined,
  );
}

/** An object that no text says. Its places name it and the path, and nothing of it can be edited. */
export function resourceWithoutText(value: JsonObject): Resource {
  return new Manifest(
    value,
    1,
    () => ({}),
    () => undefined,
  );
}

class Manifest implements Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly displayName: string;
  readonly namespace: string | undefined;
  readonly value: JsonObject;
  readonly #locate: Locate;
  /** Looked up once: event after event asks for the same places. */
  readonly #places = new Map<string, Place>();
  readonly #written: Written;

  constructor(value: JsonObject, number: number, locate: Locate, written: Written) {
    const metadata = memberOf(value, 'metadata');
    this.value = value;
    this.#locate = locate;
    this.#written = written;
    this.apiVersion = text(memberOf(value, 'apiVersion'));
    this.kind = text(memberOf(value, 'kind'));
    this.name = text(memberOf(metadata, 'name'));
    this.displayName = this.name || text(memberOf(metadata, 'generateName')) || `object #${number}`;
    this.namespace = text(memberOf(metadata, 'namespace')) || undefined;
  }

  at(path: Path, what: 'value' | 'key' = 'value'): Place {
    const key = keyOf(path, what);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#locate(path, what);
    // What stands inside another object is called by the name and the path of that object.
    const labelled = place.resource === undefined ? { ...place, resource: this.#label(), path } : place;
    this.#places.set(key, labelled);
    return labelled;
  }

  written(path: Path): DocumentPath | undefined {
    return this.#written(path);
  }

  #label(): string {
    return [this.kind || 'object', this.namespace, this.displayName]
      .filter((part) => part !== undefined)
      .join('/');
  }
}

/** A text for a path that no other path has. */
function keyOf(path: Path, what: 'value' | 'key'): string {
  let key: string = what;
  for (const part of path) key += typeof part === 'number' ? `\u0001${part}` : `\u0000${part}`;
  return key;
}

function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
