import type { Rule } from '../rule.ts';

export const namespaceMissing: Rule = {
  id: 'kubernetes/namespace-missing',
  severity: 'info',
  summary: 'an object without a namespace among others that name one',
  docs: {
    why: `Where such an object lands depends on who applies it: on "-n", on the context, on kustomize. The parts of a flow find each
other only in one namespace, and a RoleBinding grants in its own only. Judged where
most name a namespace, all of them the same.
Source: kubectl docs/reference/kubectl (namespace of the context); argo-events pkg/reconciler (the bus of the same namespace).`,
    bad: `apiVersion: v1
kind: ServiceAccount
metadata: {name: builder, namespace: ci}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: builder}
rules: [{apiGroups: [argoproj.io], resources: [workflowtaskresults], verbs: [create, patch]}]
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: builder, namespace: ci}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: builder, namespace: ci}
rules: [{apiGroups: [argoproj.io], resources: [workflowtaskresults], verbs: [create, patch]}]
`,
  },
  check: {
    model({ model, report }) {
      const flow = model.resources.filter(({ kind, name }) => name !== '' && KINDS.has(kind));
      const open = flow.filter(({ namespace }) => namespace === undefined);
      const [only, ...more] = new Set(flow.flatMap(({ namespace }) => namespace ?? []));
      // Where several are named, or hardly one is, who applies them is meant to say which.
      if (only === undefined || more.length > 0 || open.length > flow.length / 2) return;
      for (const resource of open) {
        const { kind, displayName } = resource;
        report({
          resource,
          path: ['metadata'],
          what: 'key',
          message: `the ${kind} "${displayName}" names no namespace, so who applies it decides; others here name "${only}"`,
          help: `add "namespace: ${only}"`,
          fix: {
            message: `add "namespace: ${only}"`,
            safe: false,
            edits: [{ kind: 'set', path: ['metadata', 'namespace'], value: only }],
          },
        });
      }
    },
  },
};

/** What finds the others in its own namespace only. */
const KINDS: ReadonlySet<string> = new Set([
  'EventBus',
  'EventSource',
  'Role',
  'RoleBinding',
  'Sensor',
  'ServiceAccount',
]);
