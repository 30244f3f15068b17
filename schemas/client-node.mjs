// Reads the models of @kubernetes/client-node: the names and the types of the fields, nothing else.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The kinds that stand beside Argo's in a flow, by the version that serves them. */
const KINDS = {
  v1: [
    'ConfigMap',
    'Endpoints',
    'LimitRange',
    'Namespace',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storage.k8s.io/v1': ['StorageClass'],
};

const SCALARS = {
  string: 'string',
  boolean: 'boolean',
  number: 'number',
  Date: 'time',
  V1MicroTime: 'time',
  IntOrString: 'int-or-string',
  any: 'any',
};
const FORMATS = { int32: 'int32', int64: 'int64', byte: 'bytes', double: 'number' };

/** `folder` is where the package is installed. */
export async function readClientNode(folder) {
  const models = await import(pathToFileURL(join(folder, 'dist/gen/models/all.js')).href);
  const kinds = {};
  const types = {};
  const todo = [];
  for (const [apiVersion, names] of Object.entries(KINDS)) {
    const version = apiVersion.split('/').at(-1).toUpperCase();
    kinds[apiVersion] = Object.fromEntries(names.map((kind) => [kind, version + kind]));
    todo.push(...Object.values(kinds[apiVersion]));
  }
  const refer = (name) => {
    todo.push(name);
    return name;
  };
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (name in types) continue;
    types[name] = {};
    const fields = models[name].getAttributeTypeMap().toSorted((a, b) => (a.baseName < b.baseName ? -1 : 1));
    for (const { baseName, type, format } of fields) types[name][baseName] = typeOf(type, format, refer);
  }
  const sorted = Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1));
  return { kinds, types: Object.fromEntries(sorted) };
}

function typeOf(type, format, refer) {
  const list = /^Array<(.*)>$/.exec(type);
  if (list) return `${typeOf(list[1], format, refer)}[]`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return `${typeOf(map[1], format, refer)}{}`;
  return FORMATS[format] ?? SCALARS[type] ?? refer(type);
}
