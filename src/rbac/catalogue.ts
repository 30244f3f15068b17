import { nearest } from '../nearest.ts';
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

/** The group of resources that people grant most; the same word in another group is another thing. */
const GROUPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'argoproj.io': [
      'clusterworkflowtemplates',
      'cronworkflows',
      'eventbus',
      'eventsources',
      'sensors',
      'workflowartifactgctasks',
      'workfloweventbindings',
      'workflows',
      'workflowtaskresults',
      'workflowtasksets',
      'workflowtemplates',
    ],
    '': [
      'configmaps',
      'namespaces',
      'nodes',
      'persistentvolumeclaims',
      'persistentvolumes',
      'pods',
      'replicationcontrollers',
      'secrets',
      'serviceaccounts',
      'services',
    ],
    apps: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
    batch: ['cronjobs', 'jobs'],
    'coordination.k8s.io': ['leases'],
    'rbac.authorization.k8s.io': ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'],
  }).flatMap(([group, resources]) => resources.map((resource) => [resource, group] as const)),
);

/** The groups that once served some of them too, and that rules for old clusters name. */
const FORMER: ReadonlySet<string> = new Set(['extensions', 'policy', 'metrics.k8s.io']);

/** The group of a resource that this catalogue knows; undefined for others. */
export function groupOfResource(written: string): string | undefined {
  return GROUPS.get(written.split('/', 1)[0] ?? '');
}

/**
 * Is this a group of somebody else's, of which nobody here knows what it has? The resources of an API may be called as those
 * of Kubernetes are, and be asked for with verbs of its own.
 */
export function isForeignGroup(group: string): boolean {
  if (!group.includes('.') || group.endsWith('.k8s.io')) return false;
  const known = new Set(GROUPS.values());
  return !known.has(group) && nearest(group, known) === undefined;
}

export function isFormerGroup(group: string): boolean {
  return FORMER.has(group);
}

/** The resource that is meant by a singular, a kind or a full name: `Workflow`, `workflows.argoproj.io`. */
export function resourceMeant(written: string): string | undefined {
  const [head = '', ...tail] = written.toLowerCase().split('/');
  const plain = head.split('.', 1)[0] ?? '';
  const found = [plain, `${plain}s`, `${plain}es`].find((one) => GROUPS.has(one));
  if (found === undefined) return undefined;
  const meant = [found, ...tail].join('/');
  return meant === written ? undefined : meant;
}

/** The verbs that Kubernetes itself asks about. Source: Kubernetes docs/reference/access-authn-authz/authorization. */
export const VERBS: readonly string[] = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'escalate',
  'impersonate',
  'approve',
  'sign',
  'attest',
];

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
