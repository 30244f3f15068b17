import type { ObjectName } from '../cluster/cluster.ts';
import type { FieldConflict } from '../cluster/cluster-error.ts';
import { ClusterError } from '../cluster/cluster-error.ts';

/**
 * What became of one object. `planned`: not asked of the cluster, because its kind or namespace is only made on the way,
 * or nothing is asked at all. `kept`: it would have to go, but is not ours to delete. `not-done`: something before it
 * failed. In a dry run the words say what would become of it.
 */
export type Action =
  | 'created'
  | 'configured'
  | 'unchanged'
  | 'planned'
  | 'deleted'
  | 'absent'
  | 'kept'
  | 'failed'
  | 'not-done';

export interface Outcome {
  readonly name: ObjectName;
  readonly action: Action;
  /** Why it failed or was kept. */
  readonly message?: string;
  readonly help?: string | undefined;
  readonly conflicts?: readonly FieldConflict[];
  /** What the cluster warns of. */
  readonly warnings?: readonly string[];
}

/** `client` asks the cluster for nothing but which kinds it serves; `server` lets it try everything and keep nothing. */
export type DryRun = 'none' | 'client' | 'server';

export interface Outcomes {
  readonly dryRun: DryRun;
  readonly outcomes: readonly Outcome[];
  /** Why not all was done; undefined when all was. */
  readonly failure: ClusterError | undefined;
}

/** Hears of each outcome as soon as it is one; of a dry run, and of what is not done, only the answer tells. */
export type Tell = (outcome: Outcome) => void;

/** Throws what is no error of the cluster: it is a bug. */
export function failed(name: ObjectName, error: unknown): Outcome & { readonly error: ClusterError } {
  if (!(error instanceof ClusterError)) throw error;
  const { message, help, conflicts } = error;
  return { name, action: 'failed', message, help, ...(conflicts.length > 0 && { conflicts }), error };
}
