import { nameOf } from '../cluster/object.ts';
import type { JsonObject } from '../json.ts';
import { roleAndBinding } from '../rbac/generate.ts';
import type { Need } from '../rbac/need.ts';
import { userOf } from '../rbac/request.ts';
import { deniedNeeds } from './checks/accounts/permissions.ts';
import { type ClusterState, keyOf, objectsOf } from './state.ts';

/**
 * The smallest roles and bindings that grant what the accounts of flows lack, as `accounts/permissions` and
 * `workflows/executor-rights` find it. All of them are new objects: roles that somebody else wrote are not changed. Pure.
 */
export function missingRoles(state: ClusterState): readonly JsonObject[] {
  const groups = new Map<string, Need[]>();
  for (const { need, certain } of deniedNeeds(state)) {
    if (state.reviews.get(keyOf(need)) !== false && !certain) continue;
    const key = JSON.stringify([userOf(need.account), need.request.namespace]);
    groups.set(key, [...(groups.get(key) ?? []), need]);
  }
  const kinds = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'] as const;
  const taken = new Set(
    kinds
      .flatMap((kind) => objectsOf(state, kind))
      .map((one) => `${nameOf(one).namespace}/${nameOf(one).name}`),
  );
  return [...groups.values()].flatMap((needs): readonly JsonObject[] => {
    const [first] = needs;
    if (first === undefined) return [];
    const { account, request } = first;
    return roleAndBinding(account, request.namespace, needs, (name) =>
      taken.has(`${request.namespace}/${name}`),
    );
  });
}
