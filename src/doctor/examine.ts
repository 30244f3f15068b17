import type { Cluster } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { until } from '../cluster/timing.ts';
import type { Engine } from '../engine/engine.ts';
import type { Check } from './check.ts';
import { collect } from './collect.ts';
import type { CheckResult } from './finding.ts';
import { isIll, runChecks } from './run.ts';
import type { ClusterState } from './state.ts';

export interface Examination {
  /** Undefined: all namespaces. */
  readonly namespace: string | undefined;
  readonly checks: readonly Check[];
  readonly engine: Engine;
  /** Milliseconds for which it is looked again while there are errors; 0: once. */
  readonly wait: number;
  /** Also what the pods of Argo Events say. */
  readonly logs: boolean;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Looks at a cluster. Throws a ClusterError when it cannot be reached. */
export async function examine(
  cluster: Cluster,
  { namespace, checks, engine, wait, logs, now, signal }: Examination,
): Promise<Seen> {
  const look = async (): Promise<Seen> => {
    const state = await collect(cluster, { namespace, logs, now: now(), awaited: wait > 0 }, { signal });
    return { state, results: runChecks(checks, state, engine) };
  };
  if (wait === 0) return await look();
  let seen: Seen | undefined;
  let failure: unknown;
  const again = async () => {
    try {
      seen = await look();
      return !isIll(seen.results);
    } catch (error) {
      // A cluster that is about to start may be out of reach for a while.
      if (!isReason(error, 'unreachable', 'timeout', 'failed', 'throttled')) throw error;
      failure = error;
      return false;
    }
  };
  await until(again, wait, signal);
  if (seen === undefined) throw failure;
  return seen;
}

/** A cluster at one moment, and what the checks say of it. */
export interface Seen {
  readonly state: ClusterState;
  readonly results: readonly CheckResult[];
}
