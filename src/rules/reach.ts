import type { Link } from '../model/links.ts';
import { madeByControllers } from '../model/made-objects.ts';
import type { Model } from '../model/model.ts';
import { fileOf, folderOf, parentOf } from '../model/neighbours.ts';
import { nearest } from '../nearest.ts';

export interface Horizon {
  /** The files are the whole flow: what is not among them is nowhere. */
  readonly complete: boolean;
  /** Objects that live elsewhere: `Kind/namespace/name`, or `Kind/name` for any namespace. */
  readonly external: readonly string[];
  /** Files of objects that come with others that are not among the files. */
  readonly open?: ReadonlySet<string>;
  /** Objects that are patched before they are applied, as `Kind/name`. */
  readonly patched?: ReadonlySet<string>;
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
 * What the files can say of a link's target: that it is missing, where they look as if they would hold it. They do where an
 * object of that kind, in that namespace, stands beside the one that asks, or has nearly that name, and where one of
 * that very name is in another namespace. An optional reference never misses anything.
 */
export function reachOf(model: Model, { complete, external, open }: Horizon): (link: Link) => Reach {
  const elsewhere = new Set([...external, ...madeByControllers(model)]);
  return (link) => {
    const { to, target, optional } = link;
    if (target !== undefined || optional) return 'there';
    const { kind, namespace, name } = to;
    if (isBuiltIn(kind, name)) return 'there';
    if (elsewhere.has(`${kind}/${namespace}/${name}`) || elsewhere.has(`${kind}/${name}`)) return 'there';
    return complete || isExpected(model, link, open?.has(fileOf(link.from) ?? '') === true)
      ? 'missing'
      : 'unchecked';
  };
}

function isExpected(model: Model, { from, to }: Link, isOpen: boolean): boolean {
  const same = model.ofKind(to.kind);
  if (same.some(({ name }) => name === to.name)) return true;
  const there = same.filter((one) => model.namespaceOf(one) === to.namespace);
  const folder = folderOf(from);
  const around = SCATTERED.has(to.kind) ? folder : parentOf(folder);
  if (!isOpen && there.some((one) => folderOf(one).startsWith(around))) return true;
  return (
    nearest(
      to.name,
      there.map(({ name }) => name),
    ) !== undefined
  );
}

/** Kinds of which some are in a repository and others never are: one that is there says little of the rest. */
const SCATTERED: ReadonlySet<string> = new Set(['ConfigMap', 'Secret']);

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
