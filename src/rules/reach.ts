import type { Link } from '../model/links.ts';
import type { Model } from '../model/model.ts';
import type { Reach } from './rule.ts';

export interface Horizon {
  /** The files are the whole flow: what is not among them is nowhere. */
  readonly complete: boolean;
  /** Objects that live elsewhere: `Kind/namespace/name`, or `Kind/name` for any namespace. */
  readonly external: readonly string[];
}

/**
 * What the files can say of a link's target. A kind counts as complete as soon as one object of it is among the
 * files; an optional reference never misses anything.
 */
export function reachOf(model: Model, { complete, external }: Horizon): (link: Link) => Reach {
  const kinds = new Set(model.resources.map(({ kind }) => kind));
  const elsewhere = new Set(external);
  return ({ to, target, optional }) => {
    if (target !== undefined || optional) return 'there';
    const { kind, namespace, name } = to;
    if (elsewhere.has(`${kind}/${namespace}/${name}`) || elsewhere.has(`${kind}/${name}`)) return 'there';
    return complete || kinds.has(kind) ? 'missing' : 'unchecked';
  };
}
