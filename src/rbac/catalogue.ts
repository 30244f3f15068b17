import type { ResourceRequest } from './request.ts';

/** Verbs that are for a whole collection, or for an object that has no name yet: no `resourceNames` can allow them. */
export const UNNAMED_VERBS: readonly string[] = ['create', 'list', 'watch', 'deletecollection'];

/** Resources of this catalogue that live in no namespace. Source: Kubernetes API reference; Argo's CRDs. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'argoproj.io/clusterworkflowtemplates',
  '/namespaces',
  '/nodes',
  '/persistentvolumes',
  'rbac.authorization.k8s.io/clusterroles',
  'rbac.authorization.k8s.io/clusterrolebindings',
  'storage.k8s.io/storageclasses',
  'apiextensions.k8s.io/customresourcedefinitions',
  'admissionregistration.k8s.io/validatingwebhookconfigurations',
  'admissionregistration.k8s.io/mutatingwebhookconfigurations',
  'scheduling.k8s.io/priorityclasses',
]);

export function isClusterResource(group: string, resource: string): boolean {
  return CLUSTER_SCOPED.has(`${group}/${resource.split('/', 1)[0]}`);
}

/** What a right means for the security of a namespace or cluster, where it means more than it says. */
export function danger({
  verb,
  group,
  resource,
  subresource,
}: Pick<ResourceRequest, 'verb' | 'group' | 'resource' | 'subresource'>): string | undefined {
  const key = `${group}/${resource}${subresource === '' ? '' : `/${subresource}`}`;
  if (verb === 'impersonate') return 'its holder can act as anybody that it names';
  if ((verb === 'escalate' || verb === 'bind') && group === 'rbac.authorization.k8s.io')
    return 'its holder can give itself any right';
  if (key === '/secrets' && READS.has(verb)) return 'its holder can read every secret that it names';
  if ((key === '/pods/exec' || key === '/pods/attach') && (verb === 'create' || verb === 'get'))
    return 'its holder can run commands in every pod, as the account of that pod';
  if (key === '/serviceaccounts/token' && verb === 'create')
    return 'its holder can get a token of every account that it names';
  if (verb === 'create' && STARTS_PODS.has(key))
    return 'its holder can run as every account of the namespace, and mount every secret of it';
  return undefined;
}

const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch']);

/** Source: argo-workflows docs/security.md; Kubernetes RBAC good practices (workload creation). */
const STARTS_PODS: ReadonlySet<string> = new Set([
  'argoproj.io/workflows',
  'argoproj.io/cronworkflows',
  'argoproj.io/sensors',
  'argoproj.io/eventsources',
  '/pods',
  'apps/deployments',
  'apps/statefulsets',
  'apps/daemonsets',
  'apps/replicasets',
  'batch/jobs',
  'batch/cronjobs',
]);
