import type { JsonObject } from '../json.ts';
import type { Model } from '../model/model.ts';
import type { Audit } from '../rbac/audit.ts';
import type { Need } from '../rbac/need.ts';
import type { Kind } from './kinds.ts';

/** Why the objects of a kind are not known. */
export interface Unread {
  readonly reason: 'forbidden' | 'not-served' | 'failed';
  readonly message: string;
}

/** What checks look at: a cluster at one moment, as data. */
export interface ClusterState {
  readonly context: string;
  readonly server: string;
  /** Of Kubernetes: `v1.36.3`. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The namespace that is asked about; undefined for all. */
  readonly namespace: string | undefined;
  readonly objects: ReadonlyMap<Kind, readonly JsonObject[]>;
  readonly unread: ReadonlyMap<Kind, Unread>;
  /** True when Deployments of all namespaces are known, so that a controller that is not among them is nowhere. */
  readonly seesControllers: boolean;
  /** The objects, linked; without status. */
  readonly model: Model;
  /** What accounts need, and what the roles and bindings grant. */
  readonly audit: Audit;
  /** What the cluster says of needs that the roles do not grant, by `keyOf`; empty where it may not be asked. */
  readonly reviews: ReadonlyMap<string, boolean>;
}

/** The same for needs that ask for the same. */
export function keyOf({ account, request }: Pick<Need, 'account' | 'request'>): string {
  return JSON.stringify([account.namespace, account.name, request]);
}

export function objectsOf({ objects }: ClusterState, kind: Kind): readonly JsonObject[] {
  return objects.get(kind) ?? [];
}
