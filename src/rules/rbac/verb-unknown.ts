import { nearest } from '../../nearest.ts';
import { groupOfResource, isForeignGroup, VERBS } from '../../rbac/catalogue.ts';
import type { Rule } from '../rule.ts';

export const verbUnknown: Rule = {
  id: 'rbac/verb-unknown',
  severity: 'warning',
  summary: 'a verb that no request has',
  docs: {
    why: `Verbs are compared letter by letter, and the API server accepts any word: "Get", "creates" and "read" allow nothing. Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go
(VerbMatches); pkg/apis/rbac/validation/validation.go, which checks that there is a verb, and not which.`,
    bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [argoproj.io], resources: [workflows], verbs: [creates]}]
`,
    good: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [argoproj.io], resources: [workflows], verbs: [create]}]
`,
  },
  check: {
    model({ model, report }) {
      for (const { kind, name, resource, rules } of model.roles) {
        for (const { apiGroups, verbs, resources, path } of rules) {
          // Other APIs ask for verbs of their own.
          if (resources.length === 0 || resources.some((one) => groupOfResource(one) === undefined)) continue;
          if (apiGroups.some(isForeignGroup)) continue;
          for (const [index, verb] of verbs.entries()) {
            if (verb === '*' || VERBS.includes(verb)) continue;
            const near = nearest(verb, VERBS);
            report({
              resource,
              path: [...path, 'verbs', index],
              message: `the ${kind} "${name}" has the verb "${verb}", which no request for ${resources.join(', ')} has`,
              help:
                near === undefined ? `one of: ${VERBS.slice(0, 8).join(', ')}` : `did you mean "${near}"?`,
              ...(near !== undefined &&
                !verbs.includes(near) && {
                  fix: {
                    message: `write "${near}"`,
                    safe: false,
                    edits: [{ kind: 'set', path: [...path, 'verbs', index], value: near }],
                  },
                }),
            });
          }
        }
      }
    },
  },
};
