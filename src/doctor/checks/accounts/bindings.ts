import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import type { ClusterState } from '../../state.ts';

export const bindings: Check = {
  id: 'accounts/bindings',
  title: 'the bindings of accounts of flows lead to roles that are there',
  why: `A binding may name a role that does not exist, or an account of another name: the API server takes it, and it grants
nothing. Source: kubernetes pkg/registry/rbac/validation/rule.go.`,
  reads: ['RoleBinding', 'Role', 'ClusterRole', 'ServiceAccount'],
  run: (state) => {
    const accounts = accountsOfFlows(state);
    const homes = new Set([...accounts].map((account) => account.split('/')[0]));
    return state.model.links.flatMap((link): Finding[] => {
      const { kind, from, to, target, at } = link;
      if (target !== undefined || from.kind !== 'RoleBinding') return [];
      const home = state.model.namespaceOf(from);
      const binding = state.model.roleBindings.find(({ resource }) => resource === from);
      const subjects = (binding?.subjects ?? []).map(
        (subject) => `${subject.namespace || home}/${subject.name}`,
      );
      const concerns = subjects.some((subject) => accounts.has(subject));
      if (kind === 'role' && !concerns) return [];
      // A subject of another namespace may not be among what was read.
      if (kind === 'subject' && (!homes.has(home) || to.namespace !== home || to.name === 'default'))
        return [];
      if (kind !== 'role' && kind !== 'subject') return [];
      return [
        {
          severity: 'warning',
          title:
            kind === 'role'
              ? `it grants the ${to.kind} "${to.name}", which is not there`
              : `it grants to service account "${to.name}", which is not in namespace "${to.namespace}"`,
          object: at.resource ?? '',
          evidence: [`${(at.path ?? []).join('.')}`],
          hint: 'a binding that leads nowhere grants nothing: mend the name, or delete it',
          command: kubectl(state, `describe rolebinding ${from.name}`, home),
        },
      ];
    });
  },
};

/** `namespace/name` of what EventSources, Sensors and their Workflows run as. */
function accountsOfFlows({ audit }: ClusterState): ReadonlySet<string> {
  return new Set(audit.needs.uses.map(({ account }) => `${account.namespace}/${account.name}`));
}
