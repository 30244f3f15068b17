const ARGO = 'argoproj.io/v1alpha1';
const RBAC = 'rbac.authorization.k8s.io/v1';

/** What is listed of a cluster: one list for each kind, whatever the number of objects. */
export interface ListedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /**
   * everywhere: listed in all namespaces even when one is asked about, because Argo's own parts live elsewhere; in that
   * namespace only where more is forbidden. cluster: its objects have no namespace.
   */
  readonly scope?: 'everywhere' | 'cluster';
  /** Only names and the like are read: nobody here needs what is in it, or may see it. */
  readonly metadataOnly?: true;
  /** Not every cluster serves it, or lets it be read, and nothing is wrong with that. */
  readonly optional?: true;
  readonly fields?: string;
}

export const LISTED = [
  { apiVersion: ARGO, kind: 'EventBus' },
  { apiVersion: ARGO, kind: 'EventSource' },
  { apiVersion: ARGO, kind: 'Sensor' },
  { apiVersion: ARGO, kind: 'Workflow' },
  { apiVersion: ARGO, kind: 'WorkflowTemplate' },
  { apiVersion: ARGO, kind: 'ClusterWorkflowTemplate', scope: 'cluster' },
  { apiVersion: ARGO, kind: 'CronWorkflow' },
  { apiVersion: 'apps/v1', kind: 'Deployment', scope: 'everywhere' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'Event', fields: 'type=Warning' },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'v1', kind: 'Secret', metadataOnly: true },
  { apiVersion: 'v1', kind: 'ConfigMap', metadataOnly: true },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', optional: true },
  { apiVersion: RBAC, kind: 'Role' },
  { apiVersion: RBAC, kind: 'RoleBinding' },
  { apiVersion: RBAC, kind: 'ClusterRole', scope: 'cluster' },
  { apiVersion: RBAC, kind: 'ClusterRoleBinding', scope: 'cluster' },
  { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', optional: true },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', optional: true },
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', optional: true },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', scope: 'cluster', optional: true },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', scope: 'cluster', optional: true },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    scope: 'cluster',
    metadataOnly: true,
    optional: true,
  },
  { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', scope: 'cluster', optional: true },
  { apiVersion: 'v1', kind: 'Namespace', scope: 'cluster', optional: true },
  { apiVersion: 'v1', kind: 'Node', scope: 'cluster', optional: true },
  {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    scope: 'everywhere',
    optional: true,
    // There is one for each node.
    fields: 'metadata.namespace!=kube-node-lease',
  },
] as const satisfies readonly ListedKind[];

export type Kind = (typeof LISTED)[number]['kind'];

/** The definitions that Argo brings along. Source: argo-events manifests/base/crds, argo-workflows manifests/base/crds. */
export const DEFINITIONS = {
  'Argo Events': ['eventbus', 'eventsources', 'sensors'],
  'Argo Workflows': [
    'clusterworkflowtemplates',
    'cronworkflows',
    'workflowartifactgctasks',
    'workfloweventbindings',
    'workflows',
    'workflowtaskresults',
    'workflowtasksets',
    'workflowtemplates',
  ],
} as const;
