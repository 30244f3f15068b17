import type { Path, Place } from '../diagnostic.ts';
import { type JsonObject, objectAt, textAt } from '../json.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { LazyPlace } from './place.ts';
import type { DocumentPath, Resource } from './resource.ts';

/** The place of a path in a value. */
export type Locate = (path: Path, what: 'value' | 'key', label: () => string) => Place;

type Written = (path: Path) => DocumentPath | undefined;

/** The object that stands at `root` in a document. */
export function resourceInDocument(
  document: YamlDocument,
  root: Path,
  value: JsonObject,
  number: number,
): Resource {
  const { file } = document;
  const at: Locate = (path, what, label) => {
    const written = root.length === 0 ? path : [...root, ...path];
    return new LazyPlace({ file, locator: document, written, what }, label(), path);
  };
  const written: Written = (path) => ({
    file,
    document: document.index,
    path: [...root, ...path],
  });
  return new Manifest(value, { number, canonical: document.canonical }, at, written);
}

/** The object that stands at `root` inside another object, as the Workflow in a Sensor's trigger does. */
export function resourceInside(outer: Resource, root: Path, value: JsonObject): Resource {
  return new Manifest(
    value,
    { number: 1, canonical: outer.canonical },
    (path, what) => outer.at([...root, ...path], what),
    (path) => outer.written([...root, ...path]),
  );
}

/** The object that the text at `root` inside another object says; all of it stands where the text stands. */
export function resourceInText(outer: Resource, root: Path, value: JsonObject): Resource {
  return new Manifest(
    value,
    { number: 1, canonical: false },
    (_, what) => outer.at(root, what),
    () => undefined,
  );
}

/** An object that no text says. Its places name it and the path, and nothing of it can be edited. */
export function resourceWithoutText(value: JsonObject): Resource {
  return new Manifest(
    value,
    { number: 1, canonical: false },
    (path, _, label) => ({ resource: label(), path }),
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
  readonly canonical: boolean;
  readonly #locate: Locate;
  readonly #written: Written;
  /** What messages and places call it; put together once. */
  #label: string | undefined;

  constructor(
    value: JsonObject,
    { number, canonical }: { readonly number: number; readonly canonical: boolean },
    locate: Locate,
    written: Written,
  ) {
    const metadata = objectAt(value, 'metadata');
    this.value = value;
    this.canonical = canonical;
    this.#locate = locate;
    this.#written = written;
    this.apiVersion = textAt(value, 'apiVersion');
    this.kind = textAt(value, 'kind');
    this.name = textAt(metadata, 'name');
    this.displayName = this.name || textAt(metadata, 'generateName') || `object #${number}`;
    this.namespace = textAt(metadata, 'namespace') || undefined;
  }

  at(path: Path, what: 'value' | 'key' = 'value'): Place {
    return this.#locate(path, what, this.#name);
  }

  written(path: Path): DocumentPath | undefined {
    return this.#written(path);
  }

  readonly #name = (): string => {
    this.#label ??= [this.kind || 'object', this.namespace, this.displayName]
      .filter((part) => part !== undefined)
      .join('/');
    return this.#label;
  };
}
