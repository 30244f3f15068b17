import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import type { Cluster } from '../../cluster/cluster.ts';
import { isReason } from '../../cluster/cluster-error.ts';
// Brings the client of Kubernetes along: only commands that speak to a cluster load it.
import { openCluster } from '../../cluster/open.ts';
import { UserError } from '../../errors.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { interruptible } from '../interruption.ts';
import type { CLUSTER_FLAGS } from './flags.ts';

export type ClusterFlags = Interfaces.InferredFlags<typeof CLUSTER_FLAGS>;

/** Runs with a cluster, until done or Ctrl-C, and lets go of all connections. */
export async function withCluster(
  flags: ClusterFlags,
  readOnly: boolean,
  run: (cluster: Cluster, signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { context, kubeconfig, namespace, as } = flags;
  const cluster = openCluster(
    {
      context,
      kubeconfig,
      namespace,
      as,
      asGroups: flags['as-group'],
      requestTimeout: parseTime(flags['request-timeout'], '--request-timeout'),
      readOnly,
    },
    process.env,
  );
  try {
    return await interruptible(async (signal) => {
      const code = await run(cluster, signal);
      return signal.aborted ? EXIT.interrupted : code;
    });
  } catch (error) {
    if (!isReason(error, 'interrupted')) throw error;
    // Who ended it knows that; what was done until then is news.
    if (error.message !== 'interrupted') process.stderr.write(`${error.message}\n`);
    return EXIT.interrupted;
  } finally {
    cluster.close();
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1000, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds. Throws a UserError (usage) for anything but a number with a unit of kubectl. */
export function parseTime(text: string, flag: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const time = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (Number.isFinite(time) && time >= 1 && time <= 2 ** 31 - 1) return time;
  throw new UserError('usage', `"${text}" is no time`, `write it like ${flag} 30s, or 2m`);
}
