import { nameProblem } from '../object-name.ts';
import type { Rule } from '../rule.ts';

export const namespaceInvalid: Rule = {
  id: 'kubernetes/namespace-invalid',
  severity: 'error',
  summary: 'a namespace that cannot exist',
  docs: {
    why: `A namespace is at most 63 lower case letters, digits and "-".
Source: k8s.io/apimachinery pkg/util/validation/validation.go (IsDNS1123Label).`,
    bad: `apiVersion: v1
kind: Secret
metadata: {name: token, namespace: argo.events}
stringData: {token: abc}
`,
    good: `apiVersion: v1
kind: Secret
metadata: {name: token, namespace: argo-events}
stringData: {token: abc}
`,
  },
  check: {
    resource(resource, { report }) {
      const { namespace } = resource;
      const problem = namespace === undefined ? undefined : nameProblem(namespace, 'label');
      if (namespace === undefined || problem === undefined || namespace.includes('{{')) return;
      report({
        resource,
        path: ['metadata', 'namespace'],
        message: `the namespace "${namespace}" ${problem}`,
      });
    },
  },
};
