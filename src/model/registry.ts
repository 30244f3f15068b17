import type { Diagnostic } from '../diagnostic.ts';
import { groupOfKind, isNamespaced } from './catalogue.ts';
import { fileOf, folderOf, parentOf, sharedFolders } from './neighbours.ts';
import { groupOf, type Resource } from './resource.ts';

/** Where objects land that do not say it, or say it in vain. */
export interface Namespaces {
  /** Of those for which nothing else says it. Default: the only one that objects name; else `default`. */
  readonly namespace?: string | undefined;
  /** File → the namespace into which a kustomization puts all objects of it, whatever they name themselves. */
  readonly placed?: ReadonlyMap<string, string>;
  /** Files whose objects some kustomization builds, so that where they land may be said elsewhere. */
  readonly built?: ReadonlySet<string>;
}

/** Finds objects by kind, namespace and name. */
export class Registry {
  readonly defaultNamespace: string;
  readonly #placed: ReadonlyMap<string, string>;
  readonly #built: ReadonlySet<string>;
  /** Of one name in several folders, which are variants of one flow for several clusters, all are kept. */
  readonly #objects = new Map<string, Resource[]>();
  readonly #replaced = new Set<Resource>();
  /** Folder → the namespaces that objects in it and below name; empty where the caller says where objects land. */
  readonly #guessed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Objects that nothing says the namespace of, by kind and name. */
  readonly #unsaid = new Map<string, Resource[]>();

  constructor(
    resources: readonly Resource[],
    { namespace, placed = new Map(), built = new Set() }: Namespaces,
    diagnostics: Diagnostic[],
  ) {
    this.#placed = placed;
    this.#built = built;
    this.defaultNamespace = namespace ?? this.#onlyNamespace(resources) ?? 'default';
    this.#guessed = namespace === undefined ? this.#namespacesBelow(resources) : new Map();
    const twice: (readonly [Resource, Resource])[] = [];
    for (const resource of resources) this.#add(resource, twice);
    diagnostics.push(...duplicates(twice));
  }

  /**
   * The namespace that kustomize writes into the subjects of a binding that name none; '' where no kustomization
   * builds it, or the binding lies in a namespace anyway.
   * Source: kustomize plugin/builtin/namespacetransformer, api/filters/namespace.
   */
  subjectNamespaceOf(binding: Resource): string {
    const file = fileOf(binding) ?? '';
    if (isNamespaced(binding.kind) || !this.#built.has(file)) return '';
    return this.#placed.get(file) ?? this.defaultNamespace;
  }

  get defaultIsGuess(): boolean {
    return (this.#guessed.get('')?.size ?? 0) > 1;
  }

  namespaceOf(resource: Resource): string {
    return isNamespaced(resource.kind) ? (this.#named(resource) ?? this.#guess(resource)) : '';
  }

  /** Of several of one name, the one whose file is nearest to that of `from`; the last one where all are as near. */
  find(kind: string, namespace: string, name: string, from?: Resource): Resource | undefined {
    const key = keyOf(groupOfKind(kind), kind, namespace, name);
    const found = this.#objects.get(key) ?? this.#unsaid.get(keyOf(groupOfKind(kind), kind, '', name));
    if (found === undefined || found.length === 1 || from === undefined) return found?.at(-1);
    const folder = folderOf(from);
    return found.reduce((best, one) =>
      sharedFolders(folderOf(one), folder) >= sharedFolders(folderOf(best), folder) ? one : best,
    );
  }

  /** False for an object that a later one of the same kind, namespace and name replaces. */
  stays(resource: Resource): boolean {
    // An object with a generateName gets another name each time it is created.
    return !this.#replaced.has(resource);
  }

  #add(resource: Resource, twice: (readonly [Resource, Resource])[]): void {
    if (resource.name === '') return;
    const key = this.#keyOf(resource, this.namespaceOf(resource));
    if (this.#isUnsaid(resource)) {
      const key = this.#keyOf(resource, '');
      this.#unsaid.set(key, [...(this.#unsaid.get(key) ?? []), resource]);
    }
    const there = this.#objects.get(key);
    if (there === undefined) {
      this.#objects.set(key, [resource]);
      return;
    }
    const folder = folderOf(resource);
    const first = there.findIndex((one) => folderOf(one) === folder);
    const replaced = there[first];
    if (replaced !== undefined) {
      // Each file that needs a Namespace may bring it along.
      if (resource.kind !== 'Namespace') twice.push([replaced, resource]);
      this.#replaced.add(replaced);
      there.splice(first, 1);
    }
    there.push(resource);
  }

  /** Nothing says where it lands, and the objects around it land in several namespaces. */
  #isUnsaid(resource: Resource): boolean {
    return this.defaultIsGuess && isNamespaced(resource.kind) && this.#named(resource) === undefined;
  }

  /** The only namespace that is named in its folder and below, or in the nearest folder above where any is. */
  #guess(resource: Resource): string {
    for (let folder = folderOf(resource); folder !== ''; folder = parentOf(folder)) {
      const [only, ...more] = this.#guessed.get(folder) ?? [];
      if (only !== undefined) return more.length === 0 ? only : this.defaultNamespace;
    }
    return this.defaultNamespace;
  }

  #namespacesBelow(resources: readonly Resource[]): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    const add = (folder: string, namespace: string) => {
      const known = found.get(folder);
      if (known?.has(namespace)) return;
      if (known === undefined) found.set(folder, new Set([namespace]));
      else known.add(namespace);
      if (folder !== '') add(parentOf(folder), namespace);
    };
    for (const resource of resources) {
      const namespace = isNamespaced(resource.kind) ? this.#named(resource) : undefined;
      if (namespace !== undefined) add(folderOf(resource), namespace);
    }
    return found;
  }

  #keyOf(resource: Resource, namespace: string): string {
    const { apiVersion, kind, name } = resource;
    const known = groupOfKind(kind);
    const group = groupOf(apiVersion);
    // A kind that is not known is found by its name alone; a known one only in its own group.
    return keyOf(known === undefined || known === group ? known : group, kind, namespace, name);
  }

  #named(resource: Resource): string | undefined {
    if (this.#placed.size === 0) return resource.namespace;
    return this.#placed.get(fileOf(resource) ?? '') ?? resource.namespace;
  }

  /** The one namespace that objects name, when they all name the same. */
  #onlyNamespace(resources: readonly Resource[]): string | undefined {
    const named = new Set<string>();
    for (const resource of resources) {
      const namespace = this.#named(resource);
      if (namespace !== undefined && isNamespaced(resource.kind)) named.add(namespace);
    }
    const [only] = named;
    return named.size === 1 ? only : undefined;
  }
}

function keyOf(group: string | undefined, kind: string, namespace: string, name: string): string {
  return `${group ?? '?'}\0${kind}\0${isNamespaced(kind) ? namespace : ''}\0${name}`;
}

/** Said once for each two files: an installation that lies there in two editions has a hundred objects twice. */
function duplicates(pairs: readonly (readonly [Resource, Resource])[]): readonly Diagnostic[] {
  const byFiles = new Map<string, (readonly [Resource, Resource])[]>();
  for (const pair of pairs) {
    const files = pair.map(fileOf).join('\0');
    byFiles.set(files, [...(byFiles.get(files) ?? []), pair]);
  }
  return [...byFiles.values()].flatMap((found) => {
    const [pair] = found;
    if (pair === undefined) return [];
    // In one file each is a slip of its own.
    if (fileOf(pair[0]) === fileOf(pair[1])) return found.map((one) => duplicate(one, 0));
    return [duplicate(pair, found.length - 1)];
  });
}

function duplicate([first, second]: readonly [Resource, Resource], more: number): Diagnostic {
  const named = `the ${second.kind} "${second.name}"`;
  const what =
    more === 0
      ? `${named} is given twice; applied in this order, the last one stays`
      : `${named} and ${more} more of this file are given twice; applied in this order, the last ones stay`;
  return {
    rule: 'model/duplicate-object',
    severity: 'warning',
    message: what,
    at: second.at(['metadata', 'name']),
    related: [{ message: 'given here first', at: first.at(['metadata', 'name']) }],
  };
}
