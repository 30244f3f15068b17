import type { Place } from '../diagnostic.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Event } from './event.ts';

/** What happened to one fired event, hop by hop: source → bus → (per trigger) dependency … trigger. Plain data. */
export interface EventTrace {
  /** What the caller of the event source was told; undefined for sources without HTTP. */
  readonly response?: HttpResponse;
  /** The event that went onto the bus; undefined when it never did. */
  readonly event?: Event;
  /** The hops before the sensors: `source`, and `bus` when the event got that far. */
  readonly hops: readonly Hop[];
  /**
   * One a trigger of every sensor that listens to this event; a trigger that fires twice on it (two of its
   * dependencies are joined by `||`) has two. Empty when nobody listens.
   */
  readonly triggers: readonly TriggerTrace[];
  /** Further events of the same request: `bitbucketserver` makes one a change when it is asked to. */
  readonly others?: readonly EventTrace[];
}

export interface TriggerTrace {
  readonly sensor: string;
  readonly namespace: string;
  readonly trigger: string;
  readonly hops: readonly Hop[];
  readonly outcome: Outcome;
  /** What the trigger would do, when it fired; also when that counts as a failure afterwards. */
  readonly action?: Action;
  /** What its `dlqTrigger` did after the trigger failed for good. */
  readonly dlqTrigger?: TriggerTrace;
}

/**
 * fires: the trigger did its work · filtered: a filter said no · discarded: an error in a filter or transformation
 * threw the event away · waiting: other dependencies are still missing · failed: the trigger's work failed ·
 * crashed: the real sensor would have crashed or hung · inert: this trigger can never fire (bad conditions)
 */
export type Outcome = 'fires' | 'filtered' | 'discarded' | 'waiting' | 'failed' | 'crashed' | 'inert';

export type HopKind =
  | 'source'
  | 'source-filter'
  | 'bus'
  | 'dependency'
  | 'transform'
  | 'filter'
  | 'condition'
  | 'parameters'
  | 'trigger'
  | 'policy'
  | 'workflow'
  /** What the API server refuses to an account; no hop where nothing is known to be refused. */
  | 'permission';

export interface Hop {
  readonly kind: HopKind;
  /** Who: `webhook/example`, `test-dep`, `data filter`, the trigger's name. */
  readonly name: string;
  readonly verdict: 'passed' | 'stopped' | 'waiting' | 'failed' | 'crashed';
  /** One line: what happened here, with the actual values. */
  readonly summary: string;
  readonly at?: Place;
  /** What came in and what went out, as JSON text or plain text. */
  readonly input?: string;
  readonly output?: string;
  readonly milliseconds: number;
  /** When the event died here: the one value that decided it. */
  readonly decision?: Decision;
  /** What a person should know although it did not stop the event: ignored settings, masked errors. */
  readonly notes?: readonly string[];
}

/** The one value that decided, what was asked of it, and what would have passed. */
export interface Decision {
  /** `body.message`, `context.type`, `time`, an expression's text … */
  readonly subject: string;
  /** The value found, as JSON text; undefined when there was none. */
  readonly value?: string;
  /** What the manifest asked: `= "main" (regular expression)`, `>= 10`. */
  readonly expected: string;
  /** A whole sentence about what would have passed. */
  readonly wouldPass: string;
  readonly at: Place;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a trigger would do outside. Nothing of it is done. */
export type Action =
  | {
      readonly kind: 'k8s';
      readonly operation: string;
      readonly object: JsonObject;
      readonly resource: string;
    }
  | {
      readonly kind: 'argoWorkflow';
      readonly operation: string;
      /** The command line of the `argo` program that the sensor runs. */
      readonly command: readonly string[];
      readonly object: JsonObject;
    }
  | {
      readonly kind: 'http';
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | null;
    }
  | {
      /** Every other trigger: a message to a system, with its address and its body. */
      readonly kind: 'message';
      readonly system: string;
      readonly target: JsonValue;
      readonly body: string | null;
    };
