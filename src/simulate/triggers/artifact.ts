import type { Engine } from '../../engine/engine.ts';
import { encodeGo, isObject, type JsonObject, objectAt, textAt } from '../../json.ts';
import type { Model } from '../../model/model.ts';
import type { Failure } from '../failure.ts';
import { parsed } from '../object-json.ts';

/** What a trigger's `source` leads to. */
export type Artifact =
  | { readonly kind: 'object'; readonly object: JsonObject; readonly from: string }
  /** It is outside of the manifests: nothing is known of the object. */
  | { readonly kind: 'elsewhere'; readonly where: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * The first of s3, inline, file, url, git, configmap and resource.
 * Source: argo-events pkg/sensors/artifacts/store.go (GetArtifactReader, FetchArtifact), pkg/sensors/triggers/fetch.go.
 */
export function fetchArtifact(
  engine: Engine,
  model: Model,
  namespace: string,
  source: JsonObject | undefined,
): Artifact {
  if (source === undefined) return failed('trigger source for k8s is empty');
  const s3 = objectAt(source, 's3');
  if (s3 !== undefined) {
    const bucket = objectAt(s3, 'bucket');
    return elsewhere(`s3://${textAt(bucket, 'name')}/${textAt(bucket, 'key')} at ${textAt(s3, 'endpoint')}`);
  }
  const inline = source['inline'];
  if (typeof inline === 'string') return fromYaml(engine, inline, 'inline');
  const file = objectAt(source, 'file');
  if (file !== undefined) return elsewhere(`the file "${textAt(file, 'path')}" in the sensor's pod`);
  const url = objectAt(source, 'url');
  if (url !== undefined) return elsewhere(textAt(url, 'path'));
  const git = objectAt(source, 'git');
  if (git !== undefined) return elsewhere(`"${textAt(git, 'filePath')}" of ${textAt(git, 'url')}`);
  const configMap = objectAt(source, 'configmap');
  if (configMap !== undefined) return fromConfigMap(engine, model, namespace, configMap);
  const { resource } = source;
  if (resource === undefined || resource === null) {
    return failed(`unknown artifact location: ${encodeGo(source)}`);
  }
  if (!isObject(resource)) {
    const kind = Array.isArray(resource) ? 'array' : typeof resource === 'boolean' ? 'bool' : typeof resource;
    return failed(`json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`);
  }
  return { kind: 'object', object: resource, from: 'resource' };
}

function elsewhere(where: string): Artifact {
  return { kind: 'elsewhere', where };
}

function failed(error: string): Artifact {
  return { kind: 'failed', failure: { kind: 'error', error } };
}

/** The volume's file loses one trailing newline. Source: argo-events pkg/shared/util/util.go (GetConfigMapFromVolume). */
function fromConfigMap(engine: Engine, model: Model, namespace: string, selector: JsonObject): Artifact {
  const name = textAt(selector, 'name');
  const key = textAt(selector, 'key');
  const resource = model.find('ConfigMap', namespace, name);
  if (resource === undefined) {
    return elsewhere(`the key "${key}" of the config map "${name}", which is not among the manifests`);
  }
  const data = objectAt(resource.value, 'data');
  if (data === undefined || typeof data[key] !== 'string') {
    const path = `/argo-events/config/${name}/${key}`;
    const cause = `failed to get configMap value of name: ${name}, key: ${key}, open ${path}: no such file or directory`;
    return failed(`failed to fetch artifact, failed after retries: ${cause}`);
  }
  const text = textAt(data, key);
  return fromYaml(engine, text.endsWith('\n') ? text.slice(0, -1) : text, `config map "${name}"`);
}

function fromYaml(engine: Engine, yaml: string, from: string): Artifact {
  const [json] = engine.ask([{ op: 'yamlToJson', yaml }]);
  if (!json.ok) return { kind: 'failed', failure: { kind: json.kind, error: json.error } };
  const value = parsed(json.value);
  if (value === null) return { kind: 'object', object: {}, from };
  if (isObject(value)) return { kind: 'object', object: value, from };
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return failed(
    `error unmarshaling JSON: json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`,
  );
}
