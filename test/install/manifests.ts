/** Small stand-ins for the files of the releases: one object of each kind that is treated in its own way. */
const definition = (plural: string, kind: string) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${plural}.argoproj.io}
spec:
  group: argoproj.io
  scope: Namespaced
  names: {kind: ${kind}, plural: ${plural}}
  versions:
  - name: v1alpha1
    served: true
    storage: true
    schema:
      openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
---`;

const deployment = (name: string, namespace: string, image: string, args: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}${namespace === '' ? '' : `, namespace: ${namespace}`}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - {name: main, image: "example.com/${image}", args: ${args}}
`;

export function events(version: string, args = '[controller]'): string {
  return `${deployment('controller-manager', 'argo-events', `argo-events:${version}`, args)}---
${definition('eventbus', 'EventBus')}${definition('sensors', 'Sensor')}
apiVersion: v1
kind: ServiceAccount
metadata: {name: argo-events-sa, namespace: argo-events}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: argo-events-binding}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: argo-events-role}
subjects:
- {kind: ServiceAccount, name: argo-events-sa, namespace: argo-events}
- {kind: User, name: somebody}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: argo-events-controller-config, namespace: argo-events}
data:
  controller-config.yaml: |
    eventBus:
      jetstream:
        versions:
        - {version: latest, natsImage: "nats:2.10.29"}
        - {version: 2.9.16, natsImage: "nats:2.9.16"}
        - {version: 2.10.29, natsImage: "nats:2.10.29"}
`;
}

export const EVENTS = events('v1.9.11');
export const NAMESPACED_EVENTS = events('v1.9.11', '[controller, --namespaced]');
export const WORKFLOWS = `${definition('workflows', 'Workflow')}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: argo-binding}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: argo-role}
subjects: [{kind: ServiceAccount, name: argo}]
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: workflow-controller}
value: 1000000
---${deployment('workflow-controller', '', 'workflow-controller:v4.1.2', '[]')}`;
