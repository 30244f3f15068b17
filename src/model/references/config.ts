import type { Path } from '../../diagnostic.ts';
import { isArray, type JsonObject, type JsonValue } from '../../json.ts';
import { isKnown, type Reference } from './reference.ts';

/** Fields that are a SecretKeySelector. Source: argo-events pkg/apis/events/v1alpha1, argo-workflows workflow_types.go. */
const SECRET_SELECTORS: ReadonlySet<string> = new Set([
  'accessKey',
  'accessKeySecret',
  'accessSecret',
  'accessToken',
  'accountKeySecret',
  'address',
  'apiKey',
  'apiToken',
  'authAthenzSecret',
  'authSecret',
  'authToken',
  'authTokenSecret',
  'caCertSecret',
  'caCertificate',
  'caSecret',
  'certSecret',
  'clientCertSecret',
  'clientIDSecret',
  'clientKeySecret',
  'clientSecretSecret',
  'connectionString',
  'credential',
  'credentialSecret',
  'krbCCacheSecret',
  'krbKeytabSecret',
  'nkey',
  'oauthToken',
  'password',
  'passwordSecret',
  'privateKey',
  'secretKey',
  'secretKeyRef',
  'secretKeySecret',
  'secretToken',
  'serverCertSecret',
  'serverKeySecret',
  'serverSideCustomerKeySecret',
  'serviceAccountKeySecret',
  'sessionToken',
  'sessionTokenSecret',
  'sharedAccessKey',
  'sharedAccessKeyName',
  'signingSecret',
  'slackToken',
  'smtpPassword',
  'sshKeySecret',
  'sshPrivateKeySecret',
  'tlsTrustCertsSecret',
  'token',
  'tokenURLSecret',
  'urlSecret',
  'userSecret',
  'username',
  'usernameSecret',
  'webhookSecret',
]);

const CONFIG_MAP_SELECTORS: ReadonlySet<string> = new Set([
  'configMapKeyRef',
  'configmap',
  'krbConfigConfigMap',
]);

/** Kinds whose fields mean what the tables of this file say. A ConfigMap's data, say, can hold anything. */
const KINDS: ReadonlySet<string> = new Set([
  'ClusterWorkflowTemplate',
  'CronJob',
  'CronWorkflow',
  'DaemonSet',
  'Deployment',
  'EventBus',
  'EventSource',
  'Ingress',
  'Job',
  'Pod',
  'ReplicaSet',
  'Sensor',
  'ServiceAccount',
  'StatefulSet',
  'Workflow',
  'WorkflowEventBinding',
  'WorkflowTemplate',
]);

/** The Secrets and ConfigMaps that an object names; objects inside triggers speak for themselves. */
export function configReferences(kind: string, value: JsonObject, namespace: string): readonly Reference[] {
  const found: Reference[] = [];
  if (!KINDS.has(kind)) return found;
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'metadata' && key !== 'status') search([key], member, namespace, found);
  }
  return found;
}

/** `path` is lent: every value of every object comes by here, and hardly any is a reference. */
function search(path: (string | number)[], value: JsonValue, namespace: string, found: Reference[]): void {
  if (value === null || typeof value !== 'object') return;
  const below = (key: string | number, member: JsonValue) => {
    path.push(key);
    search(path, member, namespace, found);
    path.pop();
  };
  if (isArray(value)) {
    for (const [index, item] of value.entries()) below(index, item);
    return;
  }
  if (isEmbedded(path)) return;
  const reference = referenceAt(path, value as JsonObject, namespace); // no list, no scalar
  if (reference !== undefined) found.push(reference);
  for (const [key, member] of Object.entries(value)) below(key, member);
}

function isEmbedded(path: Path): boolean {
  return path.at(-1) === 'resource' && path.at(-2) === 'source';
}

function referenceAt(path: Path, value: JsonObject, namespace: string): Reference | undefined {
  const last = path.at(-1);
  // The items of a list are told by the name of the list.
  const field = typeof last === 'number' ? `${path.at(-2)}[]` : String(last);
  if (!FIELDS.has(field)) return undefined;
  const said = nameIn(field, value);
  if (said === undefined) return undefined;
  const name = value[said.key];
  if (typeof name !== 'string' || !isKnown(name)) return undefined;
  return {
    kind: said.kind,
    path: [...path, said.key],
    to: { kind: said.kind === 'secret' ? 'Secret' : 'ConfigMap', namespace, name },
    ...((value['optional'] === true || isCache(path)) && { optional: true }),
  };
}

/** The controller makes the ConfigMap of a cache. Source: argo-workflows workflow/controller/cache/configmap_cache.go (Save). */
function isCache(path: Path): boolean {
  return path.at(-2) === 'cache' && path.at(-3) === 'memoize';
}

/** All fields that `nameIn` knows. */
const FIELDS: ReadonlySet<string> = new Set([
  ...SECRET_SELECTORS,
  ...CONFIG_MAP_SELECTORS,
  ...['secretRef', 'imagePullSecrets[]', 'secrets[]', 'tls[]', 'secret', 'configMapRef', 'configMap'],
]);

/** Which member of the object names a Secret or a ConfigMap. Source of the core kinds: Kubernetes API core/v1. */
function nameIn(
  field: string,
  value: JsonObject,
): { readonly kind: 'secret' | 'config-map'; readonly key: string } | undefined {
  const secret = (key: string) => ({ kind: 'secret', key }) as const;
  const configMap = (key: string) => ({ kind: 'config-map', key }) as const;
  if (SECRET_SELECTORS.has(field) && 'key' in value) return secret('name');
  if (CONFIG_MAP_SELECTORS.has(field) && 'key' in value) return configMap('name');
  switch (field) {
    case 'secretRef':
    case 'imagePullSecrets[]':
    case 'secrets[]':
      return secret('name');
    case 'tls[]':
      return secret('secretName');
    case 'secret':
      return secret('secretName' in value ? 'secretName' : 'name');
    case 'configMapRef':
    case 'configMap':
      return configMap('name');
    default:
      return undefined;
  }
}
