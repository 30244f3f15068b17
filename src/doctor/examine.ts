import type { Cluster } from '../cluster/cluster.ts';
import { until } from '../cluster/timing.ts';
import type { Engine } from '../engine/engine.ts';
import type { Check } from './check.ts';
import { collect } from './collect.ts';
import type { CheckResult } from './finding.ts';
import { isIll, runChecks } from './run.ts';

export interface Examination {
  /** Undefined: all namespaces. */
  readonly namespace: string | undefined;
  readonly checks: readonly Check[];
  readonly engine: Engine;
  /** Milliseconds for which it is looked again while there are errors; 0: once. */
  readonly wait: number;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Looks at a cluster. Throws a ClusterError when it cannot be reached. */
export async function examine(
  cluster: Cluster,
  { namespace, checks, engine, wait, now, signal }: Examination,
): Promise<{ readonly version: string; readonly results: readonly CheckResult[] }> {
  const look = async () => {
    const state = await collect(cluster, namespace, now(), { signal });
    return { version: state.version, results: runChecks(checks, state, engine) };
  };
  let seen = await look();
  if (wait === 0 || !isIll(seen.results)) return seen;
  const again = async () => {
    seen = await look();
    return !isIll(seen.results);
  };
  await until(again, wait, signal);
  return seen;
}
