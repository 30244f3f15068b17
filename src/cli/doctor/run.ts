import { stat } from 'node:fs/promises';
import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { applyObjects } from '../../apply/apply.ts';
import { differences } from '../../apply/difference.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { zipOf } from '../../doctor/archive.ts';
import { bundleFiles } from '../../doctor/bundle.ts';
import { examine, type Seen } from '../../doctor/examine.ts';
import { missingRoles } from '../../doctor/mend.ts';
import { chosenChecks, isIll } from '../../doctor/run.ts';
import { objectsOf } from '../../doctor/state.ts';
import { openEngine } from '../../engine/wasm.ts';
import { UserError } from '../../errors.ts';
import { liveResource } from '../../model/live.ts';
import { renderDifferences } from '../../report/apply.ts';
import * as report from '../../report/doctor.ts';
import { tellOutcomes } from '../apply/run.ts';
import { parseTime, withCluster } from '../cluster/run.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { writeFileWhole } from '../outputs.ts';
import type { Terminal } from '../terminal.ts';
import type { DOCTOR_FLAGS } from './flags.ts';

export type DoctorFlags = Interfaces.InferredFlags<typeof DOCTOR_FLAGS>;

/** Looks at the cluster by a connection that only reads, tells what it saw, and mends what it was asked to. */
export async function runDoctor(flags: DoctorFlags, terminal: Terminal): Promise<ExitCode> {
  const checks = chosenChecks({ only: flags.only ?? [], skip: flags.skip ?? [] });
  const wait = flags.wait === undefined ? 0 : parseTime(flags.wait, '--wait');
  if (flags.bundle !== undefined) await refuseExisting(flags.bundle);
  const engine = openEngine();
  let seen: Seen | undefined;
  try {
    const code = await withCluster(flags, true, async (cluster, signal) => {
      const namespace = flags['all-namespaces'] ? undefined : cluster.namespace;
      const logs = flags.logs || flags.bundle !== undefined;
      seen = await examine(cluster, { namespace, checks, engine, wait, logs, now: Date.now, signal });
      process.stdout.write(rendered(seen, flags.output, cluster, terminal));
      if (flags.bundle !== undefined) await writeBundle(flags.bundle, seen, cluster, terminal);
      return isIll(seen.results) ? EXIT.findings : EXIT.ok;
    });
    return flags.fix && seen !== undefined && code !== EXIT.interrupted
      ? await mend(seen, code, flags, terminal)
      : code;
  } finally {
    engine.close();
  }
}

function rendered(
  { state, results }: Seen,
  output: DoctorFlags['output'],
  { context, server }: Cluster,
  terminal: Terminal,
): string {
  const flows = objectsOf(state, 'EventSource').length + objectsOf(state, 'Sensor').length;
  const { namespace, version: kubernetes } = state;
  const told = { context, server, kubernetes, namespace, flows, results };
  if (output === 'json') return report.renderDoctorJson(told);
  if (output === 'junit') return report.renderDoctorJunit(told);
  return output === 'short' ? report.renderDoctorShort(told) : report.renderDoctor(told, terminal);
}

async function refuseExisting(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return;
  throw new UserError('usage', `"${file}" is there already`, 'give the archive another name');
}

/** All of it, or nothing. What is in it is news for a person, beside the report. */
async function writeBundle(file: string, seen: Seen, cluster: Cluster, terminal: Terminal): Promise<void> {
  const page = { color: false, columns: 100, unicode: true };
  const files = bundleFiles(seen.state, {
    text: rendered(seen, 'text', cluster, { ...page, interactive: false }),
    json: rendered(seen, 'json', cluster, { ...page, interactive: false }),
  });
  const bytes = zipOf(files, 'argoflow-doctor');
  // What a cluster says of itself is for those whom its reader sends it to.
  await writeFileWhole(file, bytes, 0o600);
  process.stderr.write(report.renderBundle(file, bytes.length, files, terminal));
}

/** Applies the roles that are missing, and nothing else, once they were shown and agreed to. */
async function mend(seen: Seen, code: ExitCode, flags: DoctorFlags, terminal: Terminal): Promise<ExitCode> {
  const roles = missingRoles(seen.state).map(liveResource);
  if (roles.length === 0) {
    process.stderr.write('no right is missing that could be granted\n');
    return code;
  }
  return await withCluster(flags, false, async (cluster, signal) => {
    const found = await differences(roles, { project: undefined, prune: false, signal }, cluster);
    process.stderr.write(renderDifferences(found, terminal));
    if (!flags.yes) {
      if (!terminal.interactive) {
        const count = `${roles.length} objects would be applied`;
        throw new UserError('usage', `${count}, and there is nobody to ask`, 'apply them with --yes');
      }
      // Loaded here: only a person at a terminal is asked.
      const { askYesNo } = await import('../questions.ts');
      if (!(await askYesNo('Apply these?'))) {
        process.stderr.write('nothing was applied\n');
        return code;
      }
    }
    const request = { dryRun: 'none', force: false, project: undefined, prune: false, signal } as const;
    return tellOutcomes(await applyObjects(roles, request, cluster), 'text', cluster, terminal);
  });
}
