import { formatPath } from '../../diagnostic.ts';
import { valueAt } from '../../json.ts';
import type { Resource } from '../../model/resource.ts';
import { groupOfResource, isForeignGroup, isFormerGroup } from '../../rbac/catalogue.ts';
import { quoted } from '../../rbac/lack.ts';
import { gapsFor, reportFault } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const wrongGroup: Rule = {
  id: 'rbac/wrong-group',
  severity: 'warning',
  summary: 'a rule that names a resource in a group that has none of that name',
  docs: {
    why: `A rule allows what it names in the groups that it names, letter by letter; a group has no version in it, and the one of pods
and config maps is "". Such a rule allows nothing, and nobody says so. Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go (RuleAllows).`,
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
rules: [{apiGroups: [v1], resources: [configmaps], verbs: [create]}]
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
      const said = new Map<Resource, string[]>();
      for (const group of gapsFor(inspection, ['wrong-group'])) {
        const { why, need } = group.gap;
        // A rule without groups is refused.
        if (why.at === undefined || valueAt(why.at.resource.value, why.at.path) === undefined) continue;
        const { resource, path } = why.at;
        said.set(resource, [...(said.get(resource) ?? []), formatPath(path.slice(0, -1))]);
        reportFault(inspection, group, { help: `the group is "${need.request.group}"` });
      }
      for (const { kind, name, resource, rules } of inspection.model.roles) {
        for (const { apiGroups, resources, path } of rules) {
          if (
            apiGroups.length === 0 ||
            apiGroups.some((one) => one.includes('*') || isFormerGroup(one) || isForeignGroup(one))
          )
            continue;
          if (said.get(resource)?.includes(formatPath(path))) continue;
          const known = resources.flatMap((one) => groupOfResource(one) ?? []);
          // Rules often name several resources of several groups together.
          if (known.length < resources.length || known.some((one) => apiGroups.includes(one))) continue;
          const groups = [...new Set(known)];
          if (groups.length === 0) continue;
          inspection.report({
            resource,
            path: [...path, 'apiGroups'],
            message: `the ${kind} "${name}" allows nothing here: ${quoted(apiGroups)} has no ${resources.join(', ')}`,
            help: `the group is ${quoted(groups)}`,
            ...(groups.length === 1 && {
              fix: {
                message: `write the group ${quoted(groups)}`,
                safe: false,
                edits: [{ kind: 'set', path: [...path, 'apiGroups'], value: groups }],
              },
            }),
          });
        }
      }
    },
  },
};
