import type { Path } from '../diagnostic.ts';
import type { Resource } from '../model/resource.ts';
import type { Account, ResourceRequest } from './request.ts';

/** What runs as an account. */
export type Part =
  | 'event source'
  | 'sensor'
  /** The executor in a Workflow's pods. */
  | 'workflow pods'
  /** The pod that runs a Workflow's HTTP and plugin templates. */
  | 'workflow agent'
  /** The pod that deletes a Workflow's artifacts. */
  | 'artifact GC'
  | 'workflow controller';

/** The place in a manifest that makes something necessary. */
export interface Cause {
  readonly resource: Resource;
  /** From the resource's root. */
  readonly path: Path;
}

/** That something runs as an account, whether or not it ever calls the API server. */
export interface Use {
  readonly account: Account;
  readonly part: Part;
  readonly cause: Cause;
}

/** One request that an account will make. */
export interface Need extends Use {
  readonly request: ResourceRequest;
  /** Who does what: `the trigger "run" creates a Workflow`. */
  readonly reason: string;
  /** When the request is made in some cases only, in which: `when the object does not exist`. */
  readonly when?: string;
}

/** What only a run can decide, so that the needs that follow from it are not known. */
export interface Undecided {
  /** Undefined when not even the account is known. */
  readonly account: Account | undefined;
  readonly reason: string;
  readonly cause: Cause;
}

/** Everything that the flow of a model asks of the API server. Pods of controllers are in it as far as it makes them ask. */
export interface Needs {
  readonly uses: readonly Use[];
  readonly needs: readonly Need[];
  readonly undecided: readonly Undecided[];
}

/** The releases that run on the cluster; the newest that this room knows by default. */
export interface Releases {
  /** As `1.9.11`. It decides which `argo` the sensors run. */
  readonly argoEvents?: string | undefined;
  /** As `4.1.2`: of the controller and the executor. */
  readonly argoWorkflows?: string | undefined;
}

/** A kind as a sentence names it: `a Workflow`, `an Event`. */
export function withArticle(kind: string): string {
  return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
