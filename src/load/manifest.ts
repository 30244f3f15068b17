import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { ARGO_KINDS } from '../model/catalogue.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** `apiVersion` in any spelling, where a key of a whole object stands: at the start of a line, or in brackets. */
const API_VERSION = /(?:^|[{,]\s*)["']?api[-_]?version["']?\s*:/im;
/** `kind` there, with a name such as Kubernetes gives. */
const KIND = /(?:^|[{,]\s*)["']?[kK]ind["']?\s*:\s*["']?[A-Z]/m;

/**
 * Could this file of a folder be a manifest, even one that does not parse? Cheap, and spares reading a lock file of
 * a megabyte as YAML.
 */
export function mayHoldManifests(text: string): boolean {
  return API_VERSION.test(text) || KIND.test(text);
}

/**
 * Is this document of a file in a folder meant for `kubectl apply`? Also when a slip keeps the cluster from taking
 * it: left out silently, it would be missed nowhere. The files of other tools are not: kustomize's own files look
 * like objects, the Chart.yaml of Helm has an `apiVersion`, pipelines of Drone have a `kind`.
 */
export function isManifest({ value }: YamlDocument): boolean {
  if (!isObject(value)) return false;
  const apiVersion = member(value, 'apiversion');
  const kind = member(value, 'kind');
  if (typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/')) return false;
  if (apiVersion !== undefined && (kind !== undefined || isArray(value['items']))) return true;
  if (apiVersion === undefined && (kind === 'Kustomization' || kind === 'Component')) return false;
  if (typeof kind === 'string' && ARGO_KINDS.includes(kind)) return true;
  return (apiVersion !== undefined || kind !== undefined) && hasName(value['metadata']);
}

/** What a key holds, whatever its case and whichever way its words are joined. */
function member(value: JsonObject, name: string): JsonValue | undefined {
  const key = Object.keys(value).find((written) => written.replace(/[-_]/g, '').toLowerCase() === name);
  return key === undefined ? undefined : value[key];
}

function hasName(metadata: JsonValue | undefined): boolean {
  return isObject(metadata) && (metadata['name'] ?? metadata['generateName']) !== undefined;
}
