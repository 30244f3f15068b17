import { nameOf } from '../cluster/object.ts';
import type { JsonObject } from '../json.ts';
import type { Model } from '../model/model.ts';
import type { Audit } from '../rbac/audit.ts';
import type { Need } from '../rbac/need.ts';
import type { Controller } from './controllers.ts';
import type { Kind } from './kinds.ts';

/** Why the objects of a kind are not known. */
export interface Unread {
  readonly reason: 'forbidden' | 'not-served' | 'failed';
  readonly message: string;
}

/** The last lines of a container of a flow, or of a controller. */
export interface PodLog {
  readonly namespace: string;
  readonly pod: string;
  readonly lines: readonly string[];
}

/** What checks look at: a cluster at one moment, as data. */
export interface ClusterState {
  readonly context: string;
  readonly server: string;
  /** Of Kubernetes: `v1.36.3`. */
  readonly version: string;
  /** What the API server itself says is not ready; empty where all is. */
  readonly unready: readonly string[];
  /** Milliseconds since 1970 in the clock of the cluster, which wrote all the other times. */
  readonly now: number;
  /** Milliseconds by which the clock of this machine is ahead of the cluster's; undefined where it tells no time. */
  readonly skew: number | undefined;
  /** The namespace that is asked about; undefined for all. */
  readonly namespace: string | undefined;
  /** Somebody waits until all is well: what is still starting is not well yet. */
  readonly awaited: boolean;
  readonly objects: ReadonlyMap<Kind, readonly JsonObject[]>;
  readonly unread: ReadonlyMap<Kind, Unread>;
  /** True when Deployments of all namespaces are known, so that a controller that is not among them is nowhere. */
  readonly seesControllers: boolean;
  /** The parts of Argo that run in the cluster. */
  readonly controllers: readonly Controller[];
  /** What these parts ask for, and who. */
  readonly controllerNeeds: readonly ControllerNeed[];
  /** The objects, linked; without status. */
  readonly model: Model;
  /** What accounts need, and what the roles and bindings grant. */
  readonly audit: Audit;
  /** What the cluster says of needs that the roles do not grant, by `keyOf`; empty where it may not be asked. */
  readonly reviews: ReadonlyMap<string, boolean>;
  /** May you do that? By `verb resource`; empty where nobody said. */
  readonly own: ReadonlyMap<string, boolean>;
  /** Undefined: nobody asked for them. */
  readonly logs: readonly PodLog[] | undefined;
  /** Why logs could not be read, for pods whose logs could not. */
  readonly unreadLogs: readonly string[];
}

/** A right that a controller has to have. */
export interface ControllerNeed extends Pick<Need, 'account' | 'request'> {
  readonly controller: Controller;
}

/** The same for needs that ask for the same. */
export function keyOf({ account, request }: Pick<Need, 'account' | 'request'>): string {
  return JSON.stringify([account.namespace, account.name, request]);
}

export function objectsOf({ objects }: ClusterState, kind: Kind): readonly JsonObject[] {
  return objects.get(kind) ?? [];
}

/** The objects of a kind by `namespace/name`, for who looks up many. */
export function objectsByName(state: ClusterState, kind: Kind): ReadonlyMap<string, JsonObject> {
  return new Map(
    objectsOf(state, kind).map((object) => {
      const { namespace, name } = nameOf(object);
      return [`${namespace}/${name}`, object];
    }),
  );
}
