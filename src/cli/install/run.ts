import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import type { Cluster } from '../../cluster/cluster.ts';
import { isReason } from '../../cluster/cluster-error.ts';
import { UserError } from '../../errors.ts';
import { downloader } from '../../install/download.ts';
import { applyPlan, checkCluster, planDifferences, readPlan } from '../../install/install.ts';
import type { Plan } from '../../install/plan.ts';
import { waitReady } from '../../install/wait.ts';
import { renderDifferences, renderDifferencesJson } from '../../report/apply.ts';
import { renderNotes, renderObjects, renderProgress } from '../../report/install.ts';
import { renderUserError } from '../../report/user-error.ts';
import { outcomeTeller, tellOutcomes } from '../apply/run.ts';
import { parseTime, withCluster } from '../cluster/run.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { writeText } from '../outputs.ts';
import type { Terminal } from '../terminal.ts';
import type { INSTALL_FLAGS } from './flags.ts';

export type InstallFlags = Interfaces.InferredFlags<typeof INSTALL_FLAGS>;

/** Milliseconds for the download of one file. */
const DOWNLOAD = 120_000;
/** The definitions of Argo Workflows have megabytes: a small API server takes long for each. */
const BIG_REQUEST = '2m';

/** `install` and `upgrade`: plans, then exports, compares, tries or applies, then waits. */
export async function runInstall(
  mode: 'install' | 'upgrade',
  flags: InstallFlags,
  prune: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const timeout = parseTime(flags.timeout, '--timeout');
  if (flags.diff && flags['dry-run'] !== 'none') {
    throw new UserError(
      'usage',
      '--diff and --dry-run cannot be used together',
      '--diff changes nothing, either',
    );
  }
  if (flags.export !== undefined) return await exportPlan(await planOf(flags), flags.export, terminal);
  const patient = { ...flags, 'request-timeout': longer(flags['request-timeout']) };
  return await withCluster(patient, false, async (cluster, signal) => {
    const plan = await planOf(flags, signal);
    const change = { mode, allowDowngrade: flags['allow-downgrade'] };
    const found = await checkCluster(plan, change, cluster, signal);
    tellNotes([...plan.notes, ...found], terminal);
    if (flags.diff) return await compare(plan, flags, prune, cluster, signal, terminal);
    const { tell, told } = outcomeTeller(flags.output, terminal);
    const request = { dryRun: flags['dry-run'], force: flags['force-conflicts'], prune, signal, tell };
    const outcomes = await applyPlan(plan, request, cluster);
    const code = tellOutcomes(outcomes, flags.output, cluster, terminal, told);
    if (code !== EXIT.ok || flags['dry-run'] !== 'none' || !flags.wait) return code;
    return await waitFor(plan, timeout, cluster, signal, terminal);
  });
}

async function planOf(flags: InstallFlags, signal?: AbortSignal): Promise<Plan> {
  const { scope, namespace, only } = flags;
  const workflows = flags['workflows-namespace'] ?? (scope === 'namespace' ? namespace : 'argo');
  return await readPlan(
    {
      from: flags.from ?? [],
      versions: { 'argo-events': flags['argo-events'], 'argo-workflows': flags['argo-workflows'] },
      projects: only === undefined ? ['argo-workflows', 'argo-events'] : [only],
      scope,
    },
    {
      scope,
      namespaces: { 'argo-events': namespace, 'argo-workflows': workflows },
      bus: { bus: flags.bus, replicas: flags['bus-replicas'], storage: flags['bus-storage'] },
    },
    downloader({ env: process.env, timeout: DOWNLOAD }),
    signal,
  );
}

async function exportPlan(plan: Plan, file: string, terminal: Terminal): Promise<ExitCode> {
  tellNotes(plan.notes, terminal);
  const text = renderObjects(plan.objects);
  if (file === '-') process.stdout.write(text);
  else {
    await writeText(file, text);
  }
  return EXIT.ok;
}

async function compare(
  plan: Plan,
  { output }: InstallFlags,
  prune: boolean,
  cluster: Cluster,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<ExitCode> {
  const found = await planDifferences(plan, prune, cluster, signal);
  process.stdout.write(
    output === 'json' ? renderDifferencesJson(found, cluster) : renderDifferences(found, terminal),
  );
  return found.length === 0 ? EXIT.ok : EXIT.findings;
}

async function waitFor(
  plan: Plan,
  timeout: number,
  cluster: Cluster,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<ExitCode> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const tell = (progress: Parameters<typeof renderProgress>[0]) => say(renderProgress(progress, terminal));
  try {
    const states = await waitReady(plan.workloads, timeout, tell, cluster, signal);
    const left = states.filter(({ readiness }) => !readiness.ready);
    if (left.length === 0) return EXIT.ok;
    const names = left.map(({ name }) => `${name.kind} "${name.namespace}/${name.name}"`).join(', ');
    // It did not wait for what waiting does not mend.
    const isHopeless = left.every(({ readiness }) => !readiness.ready && readiness.hopeless);
    const late = isHopeless ? 'this does not get ready' : `not ready after ${flagTime(timeout)}`;
    const message = `everything is applied, but ${late}: ${names}`;
    const help = 'the reasons stand above; run it again to go on waiting';
    process.stderr.write(renderUserError({ message, help }, { color: terminal.color }));
    return EXIT.failure;
  } catch (error) {
    if (isReason(error, 'interrupted'))
      say('interrupted while waiting: everything is applied, not all is ready');
    throw error;
  }
}

function tellNotes(notes: readonly string[], terminal: Terminal): void {
  if (notes.length > 0) process.stderr.write(`${renderNotes([...new Set(notes)], terminal)}\n`);
}

function flagTime(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

/** The time that was asked for, unless it is the default of all commands. */
function longer(asked: string): string {
  return asked === '30s' ? BIG_REQUEST : asked;
}
