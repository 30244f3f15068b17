import type { Diagnostic } from '../diagnostic.ts';
import { groupOfKind, isNamespaced } from './catalogue.ts';
import { groupOf, type Resource } from './resource.ts';

/** Finds objects by kind, namespace and name. */
export class Registry {
  readonly defaultNamespace: string;
  readonly #objects = new Map<string, Resource>();
  readonly #replaced = new Set<Resource>();

  constructor(resources: readonly Resource[], namespace: string | undefined, diagnostics: Diagnostic[]) {
    this.defaultNamespace = namespace ?? onlyNamespace(resources) ?? 'default';
    for (const resource of resources) this.#add(resource, diagnostics);
  }

  namespaceOf(resource: Resource): string {
    return isNamespaced(resource.kind) ? (resource.namespace ?? this.defaultNamespace) : '';
  }

  find(kind: string, namespace: string, name: string): Resource | undefined {
    return this.#objects.get(keyOf(groupOfKind(kind), kind, namespace, name));
  }

  /** False for an object that a later one of the same kind, namespace and name replaces. */
  stays(resource: Resource): boolean {
    // An object with a generateName gets another name each time it is created.
    return !this.#replaced.has(resource);
  }

  #add(resource: Resource, diagnostics: Diagnostic[]): void {
    if (resource.name === '') return;
    const key = this.#keyOf(resource);
    const first = this.#objects.get(key);
    if (first !== undefined) {
      diagnostics.push(duplicate(first, resource));
      this.#replaced.add(first);
    }
    this.#objects.set(key, resource);
  }

  #keyOf(resource: Resource): string {
    const { apiVersion, kind, name } = resource;
    const known = groupOfKind(kind);
    const group = groupOf(apiVersion);
    // A kind that is not known is found by its name alone; a known one only in its own group.
    return keyOf(
      known === undefined || known === group ? known : group,
      kind,
      this.namespaceOf(resource),
      name,
    );
  }
}

function keyOf(group: string | undefined, kind: string, namespace: string, name: string): string {
  return `${group ?? '?'}\0${kind}\0${isNamespaced(kind) ? namespace : ''}\0${name}`;
}

/** The one namespace that objects name, when they all name the same. */
function onlyNamespace(resources: readonly Resource[]): string | undefined {
  const named = new Set<string>();
  for (const { kind, namespace } of resources) {
    if (namespace !== undefined && isNamespaced(kind)) named.add(namespace);
  }
  const [only] = named;
  return named.size === 1 ? only : undefined;
}

function duplicate(first: Resource, second: Resource): Diagnostic {
  return {
    rule: 'model/duplicate-object',
    severity: 'warning',
    message: `the ${second.kind} "${second.name}" is given twice; applied in this order, the last one stays`,
    at: second.at(['metadata', 'name']),
    related: [{ message: 'given here first', at: first.at(['metadata', 'name']) }],
  };
}
