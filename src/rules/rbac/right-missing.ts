import { grantEdits } from '../../rbac/amend.ts';
import { quoted } from '../../rbac/lack.ts';
import { type GapGroup, gapsFor, reportFault, reportGap } from '../permissions.ts';
import type { Finding, Inspection, Rule } from '../rule.ts';

export const rightMissing: Rule = {
  id: 'rbac/right-missing',
  severity: 'error',
  summary: 'an account that lacks a right which the flow needs',
  docs: {
    why: `The API server refuses the request with "… is forbidden: User … cannot …". A sensor only logs it, and its event is gone; a
Workflow whose pods may not report their results ends in Error or hangs. What each part asks for was measured on an API server.
Judged in namespaces whose role bindings are among the files.
Source: argo-events pkg/sensors/triggers, argo-workflows workflow/executor, Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go (denied is what nothing grants).`,
    bad: `apiVersion: v1
kind: ServiceAccount
metadata: {name: sensor, namespace: ci}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify, namespace: ci}
spec:
  template: {serviceAccountName: sensor}
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: note
        k8s:
          operation: create
          source:
            resource:
              apiVersion: v1
              kind: ConfigMap
              metadata: {generateName: note-}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor, namespace: ci}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: sensor}
subjects: [{kind: ServiceAccount, name: sensor, namespace: ci}]
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: sensor, namespace: ci}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify, namespace: ci}
spec:
  template: {serviceAccountName: sensor}
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: note
        k8s:
          operation: create
          source:
            resource:
              apiVersion: v1
              kind: ConfigMap
              metadata: {generateName: note-}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor, namespace: ci}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: sensor}
subjects: [{kind: ServiceAccount, name: sensor, namespace: ci}]
`,
  },
  check: {
    model(inspection) {
      for (const group of gapsFor(inspection, ['verb-absent', 'resource-absent', 'subresource']))
        reportFault(inspection, group, advice(inspection, group));
      for (const group of gapsFor(inspection, ['no-binding', 'role-not-bound'])) {
        const help =
          group.gap.need.account.name === 'default'
            ? 'name an account that has it, or bind a role; argoflow rbac generate prints the smallest'
            : 'argoflow rbac generate prints the smallest role and its binding';
        reportGap(inspection, group, { help });
      }
    },
  },
};

/** What has to be added to a role, where it is plain to which. */
function advice({ model }: Inspection, { gap, verbs, needs }: GapGroup): Pick<Finding, 'help' | 'fix'> {
  const role = model.roles.find(({ resource }) => resource === gap.why.at?.resource);
  if (role === undefined || role.resource.value['aggregationRule'] !== undefined)
    return { help: 'argoflow rbac generate prints the smallest role and its binding' };
  const message = `grant ${quoted(verbs)} on ${gap.need.request.resource} in the ${role.kind} "${role.name}"`;
  return {
    help: `${message}: argoflow rbac generate --patch`,
    fix: { message, safe: false, edits: grantEdits(role, needs) },
  };
}
