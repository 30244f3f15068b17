import type { JsonObject } from '../json.ts';
import type { SeenLine } from './log-line.ts';

/** What is known of a flow on a cluster at one moment. All of it is the cluster's own word. */
export interface Seen {
  readonly namespace: string;
  /** Of that namespace: EventSource, Sensor, Workflow, Pod, Event, in any order. */
  readonly objects: readonly JsonObject[];
  readonly lines: readonly SeenLine[];
  /** Undefined where no request was answered. */
  readonly response?: { readonly status: number; readonly body: string } | undefined;
  /** Why a request that was sent got no answer. */
  readonly unanswered?: string | undefined;
  /** The ids of the containers that ran before the request was sent. */
  readonly running?: ReadonlySet<string> | undefined;
}

/** Which event is followed. */
export interface Followed {
  readonly eventSource: string;
  readonly eventName: string;
  /** Where it is known already; else the first that the event source publishes. */
  readonly eventId?: string | undefined;
}

export type FollowedHopKind = 'source' | 'bus' | 'sensor' | 'trigger' | 'workflow' | 'pods';

/**
 * reached: the cluster says that the event came by · died: it says that it goes no further · waiting: no word yet ·
 * unknown: there is no trace of it, or none any more
 */
export type HopState = 'reached' | 'died' | 'waiting' | 'unknown';

/** What proves the state of a hop. */
export interface Evidence {
  /** `log of pod x`, `status of EventSource y`, `event of Pod z`, `answer`. */
  readonly from: string;
  readonly text: string;
}

export interface FollowedHop {
  readonly kind: FollowedHopKind;
  /** `webhook/example`, `sensor/trigger`, a Workflow. */
  readonly name: string;
  readonly state: HopState;
  /** One line. */
  readonly summary: string;
  readonly evidence?: Evidence;
}

/** What one trigger made of the event. */
export interface FollowedTrigger {
  readonly sensor: string;
  readonly trigger: string;
  readonly hops: readonly FollowedHop[];
  /** Of the Workflow that it created. */
  readonly workflow?: string;
  /** It keeps this event until those of its other dependencies have come. */
  readonly held?: true;
}

export interface Trail {
  /** Undefined until the event source says that it published it. */
  readonly eventId?: string | undefined;
  readonly hops: readonly FollowedHop[];
  readonly triggers: readonly FollowedTrigger[];
  /** succeeded: every trigger did its work, and every Workflow succeeded. */
  readonly outcome: 'succeeded' | 'died' | 'waiting';
  /** The hop that the event died at. */
  readonly cause?: FollowedHop;
}
