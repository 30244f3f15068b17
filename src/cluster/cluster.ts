/**
 * The port to a Kubernetes cluster: all that argoflow asks of one, as data.
 *
 * `openCluster` (open.ts) gives the real one. Every call takes an AbortSignal and ends when it aborts; every call that
 * is no stream ends within the request timeout of the connection. What fails is a ClusterError, which says what a person
 * should read and, in `reason`, what code can act on.
 */
import type { JsonObject } from '../json.ts';

/** What every call takes. */
export interface Call {
  readonly signal?: AbortSignal | undefined;
}

/** A kind as the cluster serves it. */
export interface ResourceType {
  /** `v1`, `argoproj.io/v1alpha1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The plural name in paths: `sensors`. */
  readonly plural: string;
  readonly namespaced: boolean;
  /** What can be done with its objects: `list`, `watch`, `patch` … */
  readonly verbs: readonly string[];
}

/** Which object. `namespace` is '' for kinds without namespaces. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Which objects of a kind. */
export interface Selection {
  readonly apiVersion: string;
  readonly kind: string;
  /** Undefined: all namespaces. */
  readonly namespace?: string | undefined;
  /** As kubectl writes it: `owner-name=x,controller`. */
  readonly labels?: string | undefined;
  readonly fields?: string | undefined;
  /** Only `metadata` is sent: what to ask for Secrets, whose data nobody here needs. */
  readonly metadataOnly?: boolean | undefined;
}

export interface ObjectList {
  readonly items: readonly JsonObject[];
  /** Where a watch goes on from. */
  readonly resourceVersion: string;
}

/**
 * What a watch tells. All objects that exist at the start are `added`, then `synced` comes once; the watch itself takes
 * up again after dropped connections, and tells what changed meanwhile.
 */
export type WatchEvent =
  | { readonly type: 'added' | 'modified' | 'deleted'; readonly object: JsonObject }
  | { readonly type: 'synced' };

export interface WatchOptions extends Call {
  /** Milliseconds without a word after which the connection counts as dead. Default: two minutes. */
  readonly silence?: number | undefined;
  /** Milliseconds for which the cluster may be out of reach before the watch fails. Default: one minute. */
  readonly patience?: number | undefined;
}

export interface ApplyOptions extends Call {
  /** True: the cluster says what would be, and keeps nothing. */
  readonly dryRun?: boolean | undefined;
  /** Takes fields over that other managers own. */
  readonly force?: boolean | undefined;
}

export interface Applied {
  /** The object as the cluster has it now, or would have it. */
  readonly object: JsonObject;
  readonly created: boolean;
  /** What the cluster warns of: deprecated versions, unknown fields. */
  readonly warnings: readonly string[];
}

export interface DeleteOptions extends Call {
  readonly dryRun?: boolean | undefined;
  /** Only the object with this uid: one that took its name since stays. */
  readonly uid?: string | undefined;
}

/** What a container said, line by line. */
export interface LogLine {
  readonly pod: string;
  readonly container: string;
  /** RFC 3339 in the cluster's clock. */
  readonly time: string;
  readonly text: string;
}

export interface LogOptions extends Call {
  readonly namespace: string;
  /** A Pod's name, or labels: then all Pods that have them, also those that come later. */
  readonly pod?: string | undefined;
  readonly labels?: string | undefined;
  /** All containers by default. */
  readonly container?: string | undefined;
  /** Goes on until the signal aborts, over restarts and new replicas. */
  readonly follow?: boolean | undefined;
  /** Only the last lines of each container. */
  readonly tail?: number | undefined;
  /** Only what was said in the last seconds. */
  readonly sinceSeconds?: number | undefined;
}

export interface ForwardOptions extends Call {
  readonly namespace: string;
  /** The Pod to connect to; asked again for every connection, so that a new Pod takes over from one that is gone. */
  readonly choosePod: (call: Call) => Promise<string>;
  /** The port in the Pod. */
  readonly port: number;
  /** The port on 127.0.0.1; 0 for any free one. */
  readonly localPort: number;
  /** Told of a connection that could not be made, or broke; the next one is tried again. */
  readonly failed?: ((error: Error) => void) | undefined;
}

export interface Forwarding {
  readonly localPort: number;
  /** Ends the listener and all connections. */
  close(): Promise<void>;
}

/** Who asks what. Without `user`, the one of the connection. */
export interface AccessQuestion {
  readonly verb: string;
  readonly group: string;
  /** `pods`, `pods/log`. */
  readonly resource: string;
  /** '' for all namespaces, or for the cluster. */
  readonly namespace: string;
  readonly name?: string | undefined;
  readonly user?: string | undefined;
  readonly groups?: readonly string[] | undefined;
}

export interface AccessAnswer {
  readonly allowed: boolean;
  readonly reason: string;
}

/** How the API server is, by its own word. */
export interface Health {
  /** Of Kubernetes: `v1.36.3`. */
  readonly version: string;
  /** Milliseconds since 1970 in its clock, to the second; undefined where it tells none. */
  readonly time: number | undefined;
  /** The names of its own checks that fail: `etcd`. */
  readonly unready: readonly string[];
}

export interface Cluster {
  /** The name of the context, as messages call the cluster. */
  readonly context: string;
  readonly server: string;
  /** The namespace of the connection: of `-n`, else of the context, else `default`. */
  readonly namespace: string;

  /** `v1.36.3`. */
  version(call?: Call): Promise<string>;
  health(call?: Call): Promise<Health>;
  /** Throws a ClusterError (`not-served`) for a kind that the cluster does not know. Remembered until `rediscover`. */
  resource(apiVersion: string, kind: string, call?: Call): Promise<ResourceType>;
  /** Forgets which kinds are served: needed once CustomResourceDefinitions changed. */
  rediscover(): void;

  /** Undefined where no such object is. */
  get(name: ObjectName, call?: Call): Promise<JsonObject | undefined>;
  list(selection: Selection, call?: Call): Promise<ObjectList>;
  watch(selection: Selection, options?: WatchOptions): AsyncIterable<WatchEvent>;
  /** Server-side apply with the field manager `argoflow`. The object is sent as it is, and must name itself. */
  apply(object: JsonObject, options?: ApplyOptions): Promise<Applied>;
  /** False where no such object is. Dependents are deleted in the background. */
  delete(name: ObjectName, options?: DeleteOptions): Promise<boolean>;
  logs(options: LogOptions): AsyncIterable<LogLine>;
  portForward(options: ForwardOptions): Promise<Forwarding>;
  accessReview(question: AccessQuestion, call?: Call): Promise<AccessAnswer>;
  /** Lets go of all connections. */
  close(): void;
}

/** The name under which fields are owned. */
export const FIELD_MANAGER = 'argoflow';
