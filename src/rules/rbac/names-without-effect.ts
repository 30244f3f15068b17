import { quoted } from '../../rbac/lack.ts';
import { gapsFor, reportFault } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const namesWithoutEffect: Rule = {
  id: 'rbac/names-without-effect',
  severity: 'warning',
  summary: 'a rule for certain names with a verb whose requests have no name',
  docs: {
    why: `A request to create an object names none yet, and one for a collection never does, so that such a rule allows neither;
"list" and "watch" are allowed only to who asks for exactly one of the names, with a field selector, which Argo never does.
Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go (ResourceNameMatches); Kubernetes docs/reference/access-authn-authz/rbac (referring to resources).`,
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
rules: [{apiGroups: [""], resources: [configmaps], verbs: [create], resourceNames: [note]}]
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
      const said = new Set<string>();
      for (const group of gapsFor(inspection, ['resource-names'])) {
        const { why } = group.gap;
        said.add(JSON.stringify(why.at && [why.at.resource.at([]), why.at.path]));
        reportFault(inspection, group, { help: 'grant it in a rule of its own without "resourceNames"' });
      }
      for (const { kind, name, resource, rules } of inspection.model.roles) {
        for (const { verbs, resources, resourceNames, path } of rules) {
          const at = [...path, 'resourceNames'];
          if (resourceNames.length === 0 || said.has(JSON.stringify([resource.at([]), at]))) continue;
          // The name of a subresource's object is in the URL: pods/exec, serviceaccounts/token.
          const nameless = resources.some((one) => one.includes('/'))
            ? []
            : verbs.filter((verb) => NAMELESS.has(verb));
          if (nameless.length === 0) continue;
          inspection.report({
            resource,
            path: at,
            message: `the ${kind} "${name}" allows no ${quoted(nameless)} here, for such a request has no name`,
            help: 'grant it in a rule of its own without "resourceNames"',
          });
        }
      }
    },
  },
};

const NAMELESS: ReadonlySet<string> = new Set(['create', 'deletecollection']);
