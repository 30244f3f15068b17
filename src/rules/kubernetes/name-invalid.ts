import { groupOfKind } from '../../model/catalogue.ts';
import { isWorkflowKind } from '../../model/kinds/workflow.ts';
import { groupOf } from '../../model/resource.ts';
import { mendedName, nameProblem } from '../object-name.ts';
import type { Rule } from '../rule.ts';

export const nameInvalid: Rule = {
  id: 'kubernetes/name-invalid',
  severity: 'error',
  summary: 'a name that the API server refuses',
  docs: {
    why: `Names of objects are lower case letters, digits, "-" and ".", and begin and end with a letter or a digit; those of namespaces have no dots and at most 63 characters.
Source: k8s.io/apimachinery pkg/util/validation/validation.go (IsDNS1123Subdomain, IsDNS1123Label).`,
    bad: `apiVersion: v1
kind: Secret
metadata: {name: Chat_Token}
stringData: {token: abc}
`,
    good: `apiVersion: v1
kind: Secret
metadata: {name: chat-token}
stringData: {token: abc}
`,
  },
  check: {
    resource(resource, { report }, embedded) {
      const { kind, name, apiVersion } = resource;
      // The object of a trigger may get its name from a parameter, and Workflows are judged with all of them.
      if (embedded !== undefined || name === '' || isWorkflowKind(kind) || FREE.has(kind)) return;
      if (groupOfKind(kind) === undefined || groupOf(apiVersion) !== groupOfKind(kind)) return;
      const problem = nameProblem(name, kind === 'Namespace' || kind === 'Service' ? 'label' : 'subdomain');
      if (problem === undefined || name.includes('{{')) return;
      report({
        resource,
        path: ['metadata', 'name'],
        message: `the name "${name}" of the ${kind} ${problem}`,
        help: `for example "${mendedName(name) || 'a-name'}"`,
      });
    },
  },
};

/** Names of roles and bindings may have all characters that a URL's path may have. */
const FREE: ReadonlySet<string> = new Set(['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']);
