/** What is known about the kinds that take part in an integration: their group, and whether they have a namespace. */

export const ARGO_GROUP = 'argoproj.io';
export const ARGO_VERSION = 'v1alpha1';

/** Source: argo-events pkg/apis/events/v1alpha1/register.go. */
export const EVENTS_KINDS = ['EventBus', 'EventSource', 'Sensor'] as const;

/** Source: argo-workflows pkg/apis/workflow/register.go. */
const WORKFLOWS_KINDS = [
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
  'WorkflowEventBinding',
  'WorkflowTaskSet',
  'WorkflowTaskResult',
  'WorkflowArtifactGCTask',
] as const;

/** Other kinds in Argo's group, most of other projects: none of our business, and no mistake. */
const OTHER_ARGO_KINDS: ReadonlySet<string> = new Set([
  'Application',
  'ApplicationSet',
  'AppProject',
  'ArgoCD',
  'ArgoCDExport',
  'NotificationsConfiguration',
  'Rollout',
  'RolloutManager',
  'Experiment',
  'AnalysisRun',
  'AnalysisTemplate',
  'ClusterAnalysisTemplate',
  'ArgoCDExtension',
  'ConfigManagementPlugin',
  'NamespaceManagement',
  // Argo Workflows' own, but a file for "argo executor-plugin build", and no object of a cluster.
  'ExecutorPlugin',
]);

export const ARGO_KINDS: readonly string[] = [...EVENTS_KINDS, ...WORKFLOWS_KINDS];

export function isOtherArgoKind(kind: string): boolean {
  return OTHER_ARGO_KINDS.has(kind);
}

/** Kinds whose objects live in no namespace. */
const CLUSTER_KINDS: ReadonlySet<string> = new Set([
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterWorkflowTemplate',
  'CSIDriver',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

export function isNamespaced(kind: string): boolean {
  return !CLUSTER_KINDS.has(kind);
}

/** The group of the kinds that links lead to. The same word in another group is another thing. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ...ARGO_KINDS.map((kind) => [kind, ARGO_GROUP] as const),
  ...['ConfigMap', 'Namespace', 'Pod', 'Secret', 'Service', 'ServiceAccount'].map(
    (kind) => [kind, ''] as const,
  ),
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map(
    (kind) => [kind, 'rbac.authorization.k8s.io'] as const,
  ),
  ['Ingress', 'networking.k8s.io'],
]);

/** The group of a kind that this room knows; undefined for all others. */
export function groupOfKind(kind: string): string | undefined {
  return GROUPS.get(kind);
}

/** A version that Kubernetes no longer serves. */
export interface RemovedVersion {
  readonly replacement: string;
  readonly removedIn: string;
}

/** Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const REMOVED: ReadonlyMap<string, RemovedVersion> = new Map(
  [
    ['extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1', '1.22'],
    ['networking.k8s.io/v1beta1', 'Ingress', 'networking.k8s.io/v1', '1.22'],
    ['extensions/v1beta1', 'Deployment', 'apps/v1', '1.16'],
    ['extensions/v1beta1', 'DaemonSet', 'apps/v1', '1.16'],
    ['extensions/v1beta1', 'ReplicaSet', 'apps/v1', '1.16'],
    ['extensions/v1beta1', 'NetworkPolicy', 'networking.k8s.io/v1', '1.16'],
    ['apps/v1beta1', 'Deployment', 'apps/v1', '1.16'],
    ['apps/v1beta2', 'Deployment', 'apps/v1', '1.16'],
    ['apps/v1beta1', 'StatefulSet', 'apps/v1', '1.16'],
    ['apps/v1beta2', 'StatefulSet', 'apps/v1', '1.16'],
    ['batch/v1beta1', 'CronJob', 'batch/v1', '1.25'],
    ['policy/v1beta1', 'PodDisruptionBudget', 'policy/v1', '1.25'],
    ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 'apiextensions.k8s.io/v1', '1.22'],
    ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].flatMap((kind) =>
      ['v1alpha1', 'v1beta1'].map((version) => [
        `rbac.authorization.k8s.io/${version}`,
        kind,
        'rbac.authorization.k8s.io/v1',
        '1.22',
      ]),
    ),
  ].map(([apiVersion = '', kind = '', replacement = '', removedIn = '']) => [
    `${apiVersion} ${kind}`,
    { replacement, removedIn },
  ]),
);

export function removedVersion(apiVersion: string, kind: string): RemovedVersion | undefined {
  return REMOVED.get(`${apiVersion} ${kind}`);
}
