import type { Diagnostic } from '../diagnostic.ts';
import type { EventTrace, TriggerTrace } from '../simulate/trace.ts';
import type { WorkflowRun } from '../workflow/run.ts';
import type { OverallOutcome } from './overall-outcome.ts';

/**
 * What `argoflow test-event` found out. This is also the document that `--output json` prints;
 * schemas/test-event.v1.schema.json describes it, and a change that breaks a reader needs a new `apiVersion`.
 */
export interface TestEventResult {
  readonly apiVersion: 'argoflow.dev/v1';
  readonly kind: 'TestEventResult';
  readonly outcome: OverallOutcome;
  /** Everything that was expected came true. */
  readonly asExpected: boolean;
  readonly expectations: readonly ExpectationResult[];
  /** The fired events, in order; they share the state of one simulation. */
  readonly firings: readonly FiringResult[];
  /** What was wrong with the manifests while they were read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What became of one expectation. */
export interface ExpectationResult {
  /** As on the command line: `fires`, `filtered:notify`. */
  readonly expected: string;
  readonly actual: OverallOutcome;
  readonly met: boolean;
}

/** What became of one event: its trace, with the runs of the Workflows that it makes. */
export interface FollowedEvent extends Omit<EventTrace, 'triggers' | 'others'> {
  readonly triggers: readonly TriggerResult[];
  readonly others?: readonly FollowedEvent[];
}

/** One firing: where it was fired, what with, and what became of it. */
export interface FiringResult extends FollowedEvent {
  readonly eventSource: string;
  readonly namespace: string;
  /** The event's name in the EventSource; '' for a request that reached no event. */
  readonly eventName: string;
  /** The key of its type in the EventSource's `spec`: `webhook`, `pubSub` … */
  readonly type: string;
  readonly stimulus: StimulusSummary;
}

/** A trigger's trace and, where it makes a Workflow, how that would run. */
export interface TriggerResult extends Omit<TriggerTrace, 'dlqTrigger'> {
  readonly workflow?: WorkflowRun;
  readonly dlqTrigger?: TriggerResult;
}

/** What was fired, in a form that may be printed: header values that hold credentials are masked. */
export interface StimulusSummary {
  readonly kind: 'http' | 'payload' | 'event';
  /** Where its content is from: `--data`, `--event fire.json`, `samples/event.json`, `sample of its type`, `a request`. */
  readonly origin: string;
  /** HTTP only: the request line, `POST /deploy`. */
  readonly request?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request's body, the payload, or the event's data, as text. */
  readonly body: string | null;
}
