import { isObject, type JsonValue } from '../json.ts';
import type { Model } from '../model/model.ts';

/**
 * A key of a Secret that a pod reads as a file.
 *
 * `given`: the Secret is among the manifests and has the key · `absent`: the Secret is not among the manifests, it may
 * be in the cluster · `keyless`: the Secret is among the manifests, the key is not in it.
 */
export type SecretValue =
  | { readonly kind: 'given'; readonly name: string; readonly key: string; readonly value: string }
  | { readonly kind: 'absent' | 'keyless'; readonly name: string; readonly key: string };

/**
 * What a secret selector (`{name, key}`) leads to; undefined when there is no selector.
 * The value loses one trailing newline. Source: argo-events pkg/shared/util/util.go (GetSecretFromVolume).
 */
export function secretValue(
  model: Model,
  namespace: string,
  selector: JsonValue | undefined,
): SecretValue | undefined {
  if (!isObject(selector)) return undefined;
  const name = typeof selector['name'] === 'string' ? selector['name'] : '';
  const key = typeof selector['key'] === 'string' ? selector['key'] : '';
  const resource = model.find('Secret', namespace, name);
  if (resource === undefined) return { kind: 'absent', name, key };
  const text = keyOf(resource.value['stringData'], key);
  const data = keyOf(resource.value['data'], key);
  if (text === undefined && data === undefined) return { kind: 'keyless', name, key };
  const value = text ?? Buffer.from(data ?? '', 'base64').toString('utf8');
  return { kind: 'given', name, key, value: value.endsWith('\n') ? value.slice(0, -1) : value };
}

function keyOf(map: JsonValue | undefined, key: string): string | undefined {
  const value = isObject(map) && Object.hasOwn(map, key) ? map[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** What a person is told when a check was left out because its Secret is not among the manifests. */
export function uncheckedNote(what: string, secret: SecretValue): string {
  return `${what} is not checked here: the secret "${secret.name}" is not among the manifests`;
}
