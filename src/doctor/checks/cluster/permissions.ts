import type { Check } from '../../check.ts';
import { LISTED, type ListedKind } from '../../kinds.ts';
import { kubectl } from '../../kubectl.ts';

export const permissions: Check = {
  id: 'cluster/permissions',
  title: 'you may read all that the checks look at',
  why: `A check that cannot read what it looks at says nothing, which is not the same as that all is well. Each check that
is left out says so, too. Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac.`,
  reads: [],
  run: (state) =>
    LISTED.flatMap((listed: ListedKind & (typeof LISTED)[number]) => {
      const { kind, apiVersion, optional } = listed;
      const unread = state.unread.get(kind);
      if (unread === undefined || unread.reason === 'not-served') return [];
      const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
      const plural =
        kind === 'EventBus' ? 'eventbus' : `${kind.toLowerCase()}${/s$/.test(kind) ? 'es' : 's'}`;
      return [
        {
          severity: optional ? ('info' as const) : ('warning' as const),
          title: `objects of kind ${kind} cannot be read`,
          evidence: [unread.message],
          hint: 'ask for a role that may list them, such as the ClusterRole "view"',
          command: kubectl(state, `auth can-i list ${plural}${group}`, state.namespace),
        },
      ];
    }),
};
