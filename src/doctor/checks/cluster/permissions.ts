import type { Check } from '../../check.ts';
import { LISTED, type ListedKind } from '../../kinds.ts';
import { kubectl } from '../../kubectl.ts';

export const permissions: Check = {
  id: 'cluster/permissions',
  title: 'you may read all that the checks look at',
  why: `A check that cannot read what it looks at says nothing, which is not the same as that all is well. Each check that
is left out says so, too. Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac.`,
  reads: [],
  run: (state) => {
    const kinds = LISTED.flatMap((listed: ListedKind & (typeof LISTED)[number]) => {
      const unread = state.unread.get(listed.kind);
      return unread === undefined || unread.reason === 'not-served'
        ? []
        : [{ listed, message: unread.message }];
    });
    // One thing is wrong, however many kinds it is wrong with.
    return [false, true].flatMap((optional) => {
      const of = kinds.filter(({ listed }) => (listed.optional ?? false) === optional);
      const [first] = of;
      if (first === undefined) return [];
      const names = of.map(({ listed }) => listed.kind);
      const asked = of.length === 1 ? `list ${resourceOf(first.listed)}` : '--list';
      return [
        {
          severity: optional ? ('info' as const) : ('warning' as const),
          title: `objects of kind ${names.join(', ')} cannot be read`,
          evidence: [...new Set(of.map(({ message }) => message))],
          hint: 'ask for a role that may list them, such as the ClusterRole "view"',
          command: kubectl(state, `auth can-i ${asked}`, state.namespace),
        },
      ];
    });
  },
};

function resourceOf({ kind, apiVersion }: ListedKind): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  const plural = kind === 'EventBus' ? 'eventbus' : `${kind.toLowerCase()}${/s$/.test(kind) ? 'es' : 's'}`;
  return `${plural}${group}`;
}
