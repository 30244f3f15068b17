import { type JsonObject, textOf } from '../json.ts';
import { type Role, readRole } from '../model/kinds/rbac.ts';
import type { Resource } from '../model/resource.ts';

/**
 * The roles for users that every cluster has. "admin", "edit" and "view" hold what roles with their label hold, so that
 * whoever installs something can add to them.
 * Source: Kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go (ClusterRoles); compared with those of an
 * API server of release 1.36.
 */
export function builtInRoles(): readonly Role[] {
  BUILT_IN ??= [
    clusterRole('cluster-admin', [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
    aggregated('admin', 'admin'),
    aggregated('edit', 'edit', 'admin'),
    aggregated('view', 'view', 'edit'),
    clusterRole('system:aggregate-to-admin', ADMIN, 'admin'),
    clusterRole('system:aggregate-to-edit', EDIT, 'edit'),
    clusterRole('system:aggregate-to-view', VIEW, 'view'),
  ];
  return BUILT_IN;
}

/**
 * What an installation of Argo for the whole cluster adds to them; one for a namespace adds nothing.
 * Source: argo-events manifests/cluster-install/rbac/argo-events-aggregate-to-*.yaml; argo-workflows
 * manifests/cluster-install-no-crds/workflow-controller-rbac/workflow-aggregate-roles.yaml.
 */
export function argoAggregateRoles(): readonly Role[] {
  ARGO ??= (['view', 'edit', 'admin'] as const).flatMap((level) => {
    const verbs = level === 'view' ? READ : [...READ, ...CHANGE];
    const parts = (resources: readonly string[], subresources: readonly string[]) =>
      resources.flatMap((one) => [one, ...subresources.map((sub) => `${one}/${sub}`)]);
    const workflows = parts(
      [...WORKFLOWS, ...(level === 'admin' ? ['workflowtasksets'] : [])],
      ['finalizers'],
    );
    return [
      clusterRole(`argo-aggregate-to-${level}`, [rule('argoproj.io', workflows, verbs)], level),
      clusterRole(
        `argo-events-aggregate-to-${level}`,
        [rule('argoproj.io', parts(EVENTS, ['finalizers', 'status']), verbs)],
        level,
      ),
    ];
  });
  return ARGO;
}

/** Is it a name that only Kubernetes gives? */
export function isBuiltInRole(name: string): boolean {
  return name.startsWith('system:') || builtInRoles().some((role) => role.name === name);
}

let BUILT_IN: readonly Role[] | undefined;
let ARGO: readonly Role[] | undefined;

const READ = ['get', 'list', 'watch'];
const CHANGE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

const WORKFLOWS = [
  'workflows',
  'workfloweventbindings',
  'workflowtemplates',
  'cronworkflows',
  'clusterworkflowtemplates',
  'workflowtaskresults',
];
const EVENTS = ['sensors', 'eventsources', 'eventbus'];

const ADMIN = [
  rule('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
  rule('rbac.authorization.k8s.io', ['rolebindings', 'roles'], [...READ, ...CHANGE]),
];

const INTO_PODS = ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'];

const EDIT = [
  rule('', [...INTO_PODS, 'secrets', 'services/proxy'], READ),
  rule('', ['serviceaccounts'], ['impersonate']),
  rule('', ['pods', ...INTO_PODS], CHANGE),
  rule('', ['pods/eviction', 'serviceaccounts/token'], ['create']),
  rule(
    '',
    [
      'configmaps',
      'events',
      'persistentvolumeclaims',
      'replicationcontrollers',
      'replicationcontrollers/scale',
      'secrets',
      'serviceaccounts',
      'services',
      'services/proxy',
    ],
    CHANGE,
  ),
  rule(
    'apps',
    [
      'daemonsets',
      'deployments',
      'deployments/rollback',
      'deployments/scale',
      'replicasets',
      'replicasets/scale',
      'statefulsets',
      'statefulsets/scale',
    ],
    CHANGE,
  ),
  rule('events.k8s.io', ['events'], CHANGE),
  rule('resource.k8s.io', ['resourceclaims', 'resourceclaimtemplates'], CHANGE),
  rule('autoscaling', ['horizontalpodautoscalers'], CHANGE),
  rule('batch', ['cronjobs', 'jobs'], CHANGE),
  rule('policy', ['poddisruptionbudgets'], CHANGE),
  rule('networking.k8s.io', ['ingresses', 'networkpolicies'], CHANGE),
  rule('coordination.k8s.io', ['leases'], [...READ, ...CHANGE]),
];

const VIEW = [
  rule(
    '',
    [
      'bindings',
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'namespaces',
      'namespaces/status',
      'persistentvolumeclaims',
      'persistentvolumeclaims/status',
      'pods',
      'pods/log',
      'pods/status',
      'replicationcontrollers',
      'replicationcontrollers/scale',
      'replicationcontrollers/status',
      'resourcequotas',
      'resourcequotas/status',
      'serviceaccounts',
      'services',
      'services/status',
    ],
    READ,
  ),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule('events.k8s.io', ['events'], READ),
  rule('resource.k8s.io', ['resourceclaims', 'resourceclaims/status', 'resourceclaimtemplates'], READ),
  rule(
    'apps',
    [
      'controllerrevisions',
      'daemonsets',
      'daemonsets/status',
      'deployments',
      'deployments/scale',
      'deployments/status',
      'replicasets',
      'replicasets/scale',
      'replicasets/status',
      'statefulsets',
      'statefulsets/scale',
      'statefulsets/status',
    ],
    READ,
  ),
  rule('autoscaling', ['horizontalpodautoscalers', 'horizontalpodautoscalers/status'], READ),
  rule('batch', ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'], READ),
  rule('policy', ['poddisruptionbudgets', 'poddisruptionbudgets/status'], READ),
  rule('networking.k8s.io', ['ingresses', 'ingresses/status', 'networkpolicies'], READ),
];

function rule(group: string, resources: readonly string[], verbs: readonly string[]): JsonObject {
  return { apiGroups: [group], resources, verbs };
}

/** @param into The role that takes it in. */
function clusterRole(name: string, rules: readonly JsonObject[], into?: string): Role {
  return roleOf({ metadata: metadataOf(name, into), rules });
}

function aggregated(name: string, label: string, into?: string): Role {
  const clusterRoleSelectors = [{ matchLabels: { [labelOf(label)]: 'true' } }];
  return roleOf({ metadata: metadataOf(name, into), aggregationRule: { clusterRoleSelectors }, rules: [] });
}

function metadataOf(name: string, into: string | undefined): JsonObject {
  return { name, ...(into !== undefined && { labels: { [labelOf(into)]: 'true' } }) };
}

function labelOf(role: string): string {
  return `rbac.authorization.k8s.io/aggregate-to-${role}`;
}

function roleOf(members: JsonObject & { readonly metadata: JsonObject }): Role {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const kind = 'ClusterRole';
  const name = textOf(members.metadata['name']);
  const resource: Resource = {
    apiVersion,
    kind,
    name,
    displayName: name,
    namespace: undefined,
    value: { apiVersion, kind, ...members },
    canonical: false,
    at: (path) => ({ resource: `${kind}/${name}`, path }),
    // Nobody's file holds it.
    written: () => undefined,
  };
  return readRole(resource, kind, []);
}
