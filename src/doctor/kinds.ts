const ARGO = 'argoproj.io/v1alpha1';
const RBAC = 'rbac.authorization.k8s.io/v1';

/** What is listed of a cluster: one list for each kind, whatever the number of objects. */
export interface ListedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Listed in all namespaces even when one is asked about: Argo's own parts live elsewhere. */
  readonly everywhere?: true;
  /** Nobody here needs what is in it. */
  readonly metadataOnly?: true;
  readonly fields?: string;
}

export const LISTED = [
  { apiVersion: ARGO, kind: 'EventBus' },
  { apiVersion: ARGO, kind: 'EventSource' },
  { apiVersion: ARGO, kind: 'Sensor' },
  { apiVersion: ARGO, kind: 'Workflow' },
  { apiVersion: ARGO, kind: 'WorkflowTemplate' },
  { apiVersion: ARGO, kind: 'ClusterWorkflowTemplate' },
  { apiVersion: ARGO, kind: 'CronWorkflow' },
  { apiVersion: 'apps/v1', kind: 'Deployment', everywhere: true },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'Event', fields: 'type=Warning' },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'v1', kind: 'Secret', metadataOnly: true },
  { apiVersion: 'v1', kind: 'ConfigMap', metadataOnly: true },
  { apiVersion: RBAC, kind: 'Role' },
  { apiVersion: RBAC, kind: 'RoleBinding' },
  { apiVersion: RBAC, kind: 'ClusterRole' },
  { apiVersion: RBAC, kind: 'ClusterRoleBinding' },
] as const satisfies readonly ListedKind[];

export type Kind = (typeof LISTED)[number]['kind'];
