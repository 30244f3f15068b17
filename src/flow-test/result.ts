import type { Diagnostic, Place } from '../diagnostic.ts';
import type { UserErrorKind } from '../errors.ts';
import type { JsonValue } from '../json.ts';

/**
 * What `argoflow test` found out. This is also the document that `--output json` prints;
 * schemas/test-result.v1.schema.json describes it, and a change that breaks a reader needs a new `apiVersion`.
 */
export interface FlowTestResult {
  readonly apiVersion: 'argoflow.dev/v1';
  readonly kind: 'FlowTestResult';
  readonly summary: Summary;
  readonly files: readonly FileResult[];
  /** Present when it was asked for. */
  readonly coverage?: Coverage;
}

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  /** Cases and files that could not be run. */
  readonly broken: number;
  /** Cases that --bail left out. */
  readonly notRun: number;
}

export interface FileResult {
  readonly file: string;
  readonly cases: readonly CaseResult[];
  /** Why it is no flow test; then it has no cases. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why none of its cases could be run. */
  readonly error?: CaseError;
  /** Snapshots in the file beside it that no case asks for any more. */
  readonly obsoleteSnapshots: readonly string[];
}

export interface CaseResult {
  readonly name: string;
  readonly at: Place;
  readonly verdict: 'passed' | 'failed' | 'broken' | 'not-run';
  readonly milliseconds: number;
  readonly failures: readonly Failure[];
  /** Why it could not be run. */
  readonly error?: CaseError;
  /** Where the events died, of the cases that failed. */
  readonly ends: readonly End[];
}

export interface CaseError {
  readonly kind: UserErrorKind;
  readonly message: string;
  readonly help?: string;
  readonly at: Place;
}

/** One expectation that did not come true. */
export interface Failure {
  /** What was looked at: `outcome`, `run-workflow: resource spec.entrypoint`. */
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
  /** In the flow test. */
  readonly at: Place;
  /** What may have been meant. */
  readonly help?: string;
  /** The whole of two snapshots that differ. */
  readonly snapshot?: { readonly expected: JsonValue; readonly actual: JsonValue };
}

/** A hop where an event ended, or a trigger failed. */
export interface End {
  /** `webhook/deploy`; `sensor/trigger`, several with commas between them. */
  readonly of: string;
  readonly hop: string;
  readonly summary: string;
  readonly decision?: {
    readonly subject: string;
    readonly value?: string;
    readonly expected: string;
    readonly wouldPass: string;
  };
  /** In the manifests. */
  readonly at?: Place;
}

/** What of the flow the cases have reached. */
export interface Coverage {
  readonly items: readonly CoverageItem[];
  readonly total: number;
  readonly covered: number;
  /** 0 to 100; 100 when there is nothing to cover. */
  readonly percent: number;
}

/** A thing that can go more than one way. */
export interface CoverageItem {
  readonly kind: 'trigger' | 'filter' | 'source-filter' | 'condition';
  /** `sensor/trigger`, `sensor/dependency data filter` … */
  readonly name: string;
  readonly at: Place;
  readonly branches: readonly CoverageBranch[];
}

export interface CoverageBranch {
  /** `fires`; `passes`, `refuses`; `waits`, `a decides`. */
  readonly name: string;
  readonly times: number;
}
