import { ARGO_GROUP, isNamespaced } from '../../model/catalogue.ts';
import { groupOf } from '../../model/resource.ts';
import { groupVersionResource, isClusterScoped } from '../../simulate/triggers/kubernetes-object.ts';
import { definitionOf } from '../definition.ts';
import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';

export const clusterScopedKind: Rule = {
  id: 'trigger/cluster-scoped-kind',
  severity: 'error',
  summary: 'a kind without namespaces that the sensor puts into one',
  docs: {
    why: `A k8s trigger knows five kinds that live in no namespace: Namespace, Node, PersistentVolume, ClusterRole and ClusterRoleBinding. It asks for every other kind inside a namespace, where the API server does not have it.
Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go (clusterResources).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: make
        k8s:
          operation: create
          source:
            resource:
              apiVersion: storage.k8s.io/v1
              kind: StorageClass
              metadata: {name: fast}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: make
        k8s:
          operation: create
          source:
            resource:
              apiVersion: v1
              kind: Namespace
              metadata: {name: fast}
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      const action = objectAction(model, sensor, trigger);
      if (action?.kind !== 'k8s' || action.filled('kind')) return;
      const { object } = action;
      const definition = definitionOf(model, object);
      const group = groupOf(object.apiVersion);
      // The same word in another group is another kind.
      const known = !group.includes('.') || group.endsWith('.k8s.io') || group === ARGO_GROUP;
      const cluster = definition ? definition.clusterScoped : known && !isNamespaced(object.kind);
      if (!cluster || isClusterScoped(groupVersionResource(object.value))) return;
      report({
        resource: object,
        path: ['kind'],
        message: `"${object.kind}" lives in no namespace, but the sensor asks for it inside one, where it is not found`,
        help: 'a k8s trigger cannot reach this kind: start a Workflow with a resource template instead',
      });
    },
  },
};
