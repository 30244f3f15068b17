import type { Link } from '../model/links.ts';
import type { Model } from '../model/model.ts';
import { madeByControllers } from './made-objects.ts';

export interface Horizon {
  /** The files are the whole flow: what is not among them is nowhere. */
  readonly complete: boolean;
  /** Objects that live elsewhere: `Kind/namespace/name`, or `Kind/name` for any namespace. */
  readonly external: readonly string[];
}

/** What is known of the target of a link. */
export type Reach =
  /** It is among the files, or assumed to be elsewhere. */
  | 'there'
  /** The files hold all objects of that kind, and it is not among them. */
  | 'missing'
  /** The files hold no object of that kind, so nobody can say. */
  | 'unchecked';

/**
 * What the files can say of a link's target. A kind counts as complete as soon as one object of it is among the
 * files; an optional reference never misses anything.
 */
export function reachOf(model: Model, { complete, external }: Horizon): (link: Link) => Reach {
  const kinds = new Set(model.resources.map(({ kind }) => kind));
  const elsewhere = new Set([...external, ...madeByControllers(model)]);
  return ({ to, target, optional }) => {
    if (target !== undefined || optional) return 'there';
    const { kind, namespace, name } = to;
    if (isBuiltIn(kind, name)) return 'there';
    if (elsewhere.has(`${kind}/${namespace}/${name}`) || elsewhere.has(`${kind}/${name}`)) return 'there';
    return complete || kinds.has(kind) ? 'missing' : 'unchecked';
  };
}

/**
 * What every cluster has without anybody's manifest.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings; the controllers
 * of kube-controller-manager that make the account "default" and the ConfigMap of the root certificate.
 */
function isBuiltIn(kind: string, name: string): boolean {
  switch (kind) {
    case 'ServiceAccount':
      return name === 'default';
    case 'ConfigMap':
      return name === 'kube-root-ca.crt';
    case 'ClusterRole':
      return name.startsWith('system:') || ['cluster-admin', 'admin', 'edit', 'view'].includes(name);
    default:
      return false;
  }
}
