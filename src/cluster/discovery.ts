import { isArray, isObject, type JsonObject, textsOf } from '../json.ts';
import { nearest } from '../nearest.ts';
import type { ResourceType } from './cluster.ts';
import { ClusterError, isReason } from './cluster-error.ts';
import { plainRequest } from './request.ts';
import { readObject } from './status.ts';
import type { Wire } from './wire.ts';

/** Which kinds a cluster serves: one request for each group and version, remembered. */
export class Discovery {
  readonly #wire: Wire;
  readonly #known = new Map<string, Promise<readonly ResourceType[]>>();

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  forget(): void {
    this.#known.clear();
  }

  async find(apiVersion: string, kind: string, signal?: AbortSignal): Promise<ResourceType> {
    const types = await this.#typesOf(apiVersion, signal);
    const found = types.find((type) => type.kind === kind);
    if (found !== undefined) return found;
    throw notServed(apiVersion, kind, types);
  }

  /** Empty for a group and version that is not served. */
  #typesOf(apiVersion: string, signal: AbortSignal | undefined): Promise<readonly ResourceType[]> {
    const known = this.#known.get(apiVersion);
    if (known !== undefined) return known;
    const asked = this.#ask(apiVersion, signal);
    this.#known.set(apiVersion, asked);
    // What failed is asked again.
    asked.catch(() => this.#known.delete(apiVersion));
    return asked;
  }

  async #ask(apiVersion: string, signal: AbortSignal | undefined): Promise<readonly ResourceType[]> {
    const request = plainRequest(groupPath(apiVersion));
    try {
      const { body } = await this.#wire.send(request, signal);
      return readTypes(readObject(body, request), apiVersion);
    } catch (error) {
      if (isReason(error, 'not-found')) return [];
      throw error;
    }
  }
}

/** `/api/v1`, `/apis/argoproj.io/v1alpha1`. */
function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The path of one object, or of all when `name` is ''. */
export function objectPath(type: ResourceType, namespace: string, name: string): string {
  const parts = [groupPath(type.apiVersion)];
  if (type.namespaced && namespace !== '') parts.push('namespaces', encodeURIComponent(namespace));
  parts.push(type.plural);
  // RBAC allows names with a colon, as in "system:node"; they stand in paths as they are.
  if (name !== '') parts.push(encodeURIComponent(name).replaceAll('%3A', ':'));
  return parts.join('/');
}

/** `sensors.argoproj.io`, `pods`: a kind as RBAC and kubectl name it. */
export function resourceName(type: ResourceType): string {
  const slash = type.apiVersion.indexOf('/');
  return slash === -1 ? type.plural : `${type.plural}.${type.apiVersion.slice(0, slash)}`;
}

function readTypes(list: JsonObject, apiVersion: string): readonly ResourceType[] {
  const resources = list['resources'];
  if (!isArray(resources)) return [];
  return resources.flatMap((resource) => {
    if (!isObject(resource)) return [];
    const { name, kind, namespaced, verbs } = resource;
    // A slash is a part of an object, such as pods/log.
    if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
    return [{ apiVersion, kind, plural: name, namespaced: namespaced === true, verbs: textsOf(verbs) }];
  });
}

function notServed(apiVersion: string, kind: string, types: readonly ResourceType[]): ClusterError {
  const near = nearest(
    kind,
    types.map((type) => type.kind),
  );
  const help =
    near !== undefined
      ? `did you mean "${near}"?`
      : apiVersion.startsWith('argoproj.io/')
        ? 'the CustomResourceDefinitions of Argo Events or Argo Workflows are not installed there'
        : 'compare with "kubectl api-resources"';
  return new ClusterError('not-served', `the cluster serves no kind "${kind}" of "${apiVersion}"`, help);
}
