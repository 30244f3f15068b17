import type { Severity } from '../diagnostic.ts';

/** Something that a check sees in a cluster. */
export interface Finding {
  readonly severity: Severity;
  /** What is wrong, with the actual values. Lower case start, no full stop, names in quotes. */
  readonly title: string;
  /** `Kind/namespace/name`, or `Kind/name` for kinds without namespaces. */
  readonly object?: string;
  /** What proves it, one line each: a condition, an event, the state of a container. */
  readonly evidence?: readonly string[];
  /** What to do, in words. */
  readonly hint?: string;
  /** What to type. */
  readonly command?: string;
}

/** What became of one check. */
export interface CheckResult {
  /** `category/name`. */
  readonly id: string;
  /** What is right when nothing is found. */
  readonly title: string;
  /** Why it could not be made; it has no findings then. */
  readonly skipped?: string;
  readonly findings: readonly Finding[];
}
