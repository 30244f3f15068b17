import type { Engine } from '../engine/engine.ts';
import type { Link, LinkKind } from '../model/links.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import type { Draft } from './draft.ts';
import type { Presence } from './flow-graph.ts';
import type { Permissions } from './permissions.ts';

/** What the parts of a graph are made from. */
export interface Context {
  readonly model: Model;
  readonly engine: Engine;
  readonly draft: Draft;
  readonly permissions: Permissions;
  readonly presenceOf: (link: Link) => Presence;
  /** The node of an object of the model; given out once for each. */
  readonly idOf: (resource: Resource) => string;
  /** The links of one kind that an object itself makes, not the objects inside of it. */
  readonly linksOf: (resource: Resource, kind: LinkKind) => readonly Link[];
}

/** `Kind/namespace/name`: what a node of that object is called in every state of the files. */
export function idOfObject(kind: string, namespace: string, name: string): string {
  return [kind, namespace, name].filter((part) => part !== '').join('/');
}

/** What is said of a link's target that is not there. */
export function absence({ to }: Pick<Link, 'to'>, presence: Presence): string | undefined {
  if (presence !== 'missing') return undefined;
  const where = to.namespace === '' ? '' : ` in namespace "${to.namespace}"`;
  return `there is no ${to.kind} "${to.name}"${where}`;
}
