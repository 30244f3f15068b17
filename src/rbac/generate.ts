import type { JsonObject } from '../json.ts';
import type { Need, Needs } from './need.ts';
import { type Account, combinedResource } from './request.ts';

const GROUP = 'rbac.authorization.k8s.io';

/**
 * The smallest set of objects that grants what is needed, and nothing else: an account for each, and for each of the
 * namespaces that it acts in a Role and a RoleBinding, or a ClusterRole and a ClusterRoleBinding where something is
 * needed at the cluster scope. The order is always the same. What only some runs need is left out.
 */
export function generateObjects({ uses, needs }: Needs): readonly JsonObject[] {
  const accounts = new Map<string, Account>();
  for (const { account } of uses) accounts.set(`${account.namespace}/${account.name}`, account);
  const sorted = [...accounts].sort(([a], [b]) => compare(a, b)).map(([, account]) => account);
  return sorted.flatMap((account) => {
    const own = needs.filter((need) => need.when === undefined && isSame(need.account, account));
    const parts = new Set(uses.filter((use) => isSame(use.account, account)).map(({ part }) => part));
    const namespaces = [...new Set(own.map(({ request }) => request.namespace))].sort(compare);
    return [
      ...(account.name === 'default' || parts.has('workflow controller')
        ? []
        : [serviceAccount(account, own.length === 0 && !parts.has('sensor'))]),
      ...namespaces.flatMap((namespace) =>
        roleAndBinding(
          account,
          namespace,
          own.filter(({ request }) => request.namespace === namespace),
        ),
      ),
    ];
  });
}

/** A sensor does not start without a token. Source: argo-events pkg/sensors/cmd/start.go (GetClientConfig). */
function serviceAccount({ namespace, name }: Account, withoutToken: boolean): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace },
    ...(withoutToken && { automountServiceAccountToken: false }),
  };
}

/**
 * A role with the smallest rules for needs that an account has in a namespace ('' for the cluster), and its binding.
 *
 * @param isTaken Whether another role or binding there is called so already.
 */
export function roleAndBinding(
  account: Account,
  namespace: string,
  needs: readonly Need[],
  isTaken: (name: string) => boolean = () => false,
): readonly JsonObject[] {
  const cluster = namespace === '';
  // Accounts of several namespaces may act in the same one; no account has a ":" in its name.
  const plain = namespace === account.namespace ? account.name : `${account.namespace}:${account.name}`;
  let name = plain;
  for (let number = 2; isTaken(name); number += 1) name = `${plain}-${number}`;
  const metadata = cluster ? { name } : { name, namespace };
  const kind = cluster ? 'ClusterRole' : 'Role';
  return [
    { apiVersion: `${GROUP}/v1`, kind, metadata, rules: smallestRules(needs) },
    {
      apiVersion: `${GROUP}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: GROUP, kind, name },
      subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: account.namespace }],
    },
  ];
}

/** A rule of a role, as it is written. */
export type SmallRule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
};

interface Draft {
  readonly group: string;
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly verbs: readonly string[];
}

/** What needs the same names is one rule, and so are resources of a group with the same names and verbs. */
export function smallestRules(needs: readonly Pick<Need, 'request'>[]): readonly SmallRule[] {
  const byVerb = new Map<string, { group: string; resource: string; verb: string; names: Set<string> }>();
  for (const { request } of needs) {
    const resource = combinedResource(request);
    const key = JSON.stringify([request.group, resource, request.verb]);
    const found = byVerb.get(key) ?? { group: request.group, resource, verb: request.verb, names: new Set() };
    found.names.add(request.name);
    byVerb.set(key, found);
  }
  const drafts = [...byVerb.values()].map(
    ({ group, resource, verb, names }): Draft => ({
      group,
      resources: [resource],
      // What is needed for any name is not limited to some.
      names: names.has('') ? [] : [...names].sort(compare),
      verbs: [verb],
    }),
  );
  const byResource = merged(drafts, ({ group, resources, names }) => [group, resources, names]);
  return merged(byResource, ({ group, names, verbs }) => [group, names, verbs])
    .sort((a, b) => compare(keyOf(a), keyOf(b)))
    .map(({ group, resources, names, verbs }) => ({
      apiGroups: [group],
      resources: [...resources],
      ...(names.length > 0 && { resourceNames: [...names] }),
      verbs: [...verbs],
    }));
}

function merged(drafts: readonly Draft[], same: (draft: Draft) => unknown): Draft[] {
  const found = new Map<string, Draft>();
  for (const draft of drafts) {
    const key = JSON.stringify(same(draft));
    const other = found.get(key);
    found.set(key, {
      ...draft,
      resources: union(other?.resources, draft.resources, compare),
      verbs: union(other?.verbs, draft.verbs, (a, b) => VERBS.indexOf(a) - VERBS.indexOf(b)),
    });
  }
  return [...found.values()];
}

function union(
  a: readonly string[] = [],
  b: readonly string[],
  order: (a: string, b: string) => number,
): readonly string[] {
  return [...new Set([...a, ...b])].sort(order);
}

/** The order in which people write verbs. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

function keyOf({ group, resources, names, verbs }: Draft): string {
  return JSON.stringify([group, resources, names, verbs]);
}

function isSame(a: Account, b: Account): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
