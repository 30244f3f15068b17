import { appendFile, mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import {
  type CiRequest,
  type CiResult,
  type Examined,
  runCi,
  type Verdict,
  verdictOf,
} from '../../ci/run.ts';
import { UserError } from '../../errors.ts';
import { threadedCrew } from '../../flow-test/crew.ts';
import { Runner } from '../../flow-test/runner.ts';
import { isSystemError, systemReason } from '../../load/system-error.ts';
import { renderCiGithub } from '../../report/ci/github.ts';
import { renderCiJson } from '../../report/ci/json.ts';
import { renderCiMarkdown } from '../../report/ci/markdown.ts';
import { ciReports } from '../../report/ci/reports.ts';
import { renderCiText } from '../../report/ci/text.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { writeText } from '../outputs.ts';
import type { Terminal } from '../terminal.ts';
import type { CI_FLAGS } from './flags.ts';

type CiFlags = Interfaces.InferredFlags<typeof CI_FLAGS>;

const CODES: Readonly<Record<Exclude<Verdict, 'skipped'>, ExitCode>> = {
  passed: EXIT.ok,
  failed: EXIT.findings,
  usage: EXIT.usage,
  work: EXIT.failure,
};

/** Runs all parts, prints, writes the reports, and answers with the exit code of the job. */
export async function runCiCommand(
  paths: readonly string[],
  flags: CiFlags,
  payloads: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const options = { payloads, update: false, bail: false };
  const runner = new Runner(options);
  try {
    const crew = threadedCrew(options, flags.jobs ?? availableParallelism(), runner);
    const asksCluster = flags.cluster || flags.context !== undefined;
    const doctor = asksCluster ? () => examined(flags) : undefined;
    const result = await runCi(requestOf(paths, flags), { crew, doctor });
    process.stdout.write(printed(result, flags, terminal));
    await writeReports(result, flags.reports);
    return CODES[verdictOf(result)];
  } finally {
    runner.close();
  }
}

function requestOf(paths: readonly string[], flags: CiFlags): CiRequest {
  const { config, namespace, complete, baseline, changed, skip = [] } = flags;
  return {
    lint: {
      paths,
      config,
      namespace,
      complete,
      baseline,
      changed,
      assume: flags.assume ?? [],
      ignores: true,
    },
    failOn: flags['fail-on'],
    test: { paths, filter: [], bail: false, update: false, coverage: true },
    coverageMin: flags['coverage-min'],
    skip,
  };
}

function printed(result: CiResult, { output }: CiFlags, terminal: Terminal): string {
  switch (output) {
    case 'text':
      // GitHub takes the annotations out of the log of a step, wherever they stand in it.
      return inActions()
        ? renderCiGithub(result) + renderCiText(result, terminal)
        : renderCiText(result, terminal);
    case 'json':
      return renderCiJson(result);
    case 'github':
      return renderCiGithub(result);
    case 'markdown':
      return renderCiMarkdown(result);
  }
}

function inActions(): boolean {
  return process.env['GITHUB_ACTIONS'] === 'true';
}

/** Source: https://docs.github.com/actions (GITHUB_STEP_SUMMARY is a file that steps add to). */
async function writeReports(result: CiResult, folder: string | undefined): Promise<void> {
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  try {
    if (folder !== undefined) await mkdir(folder, { recursive: true });
    if (summary !== undefined && summary !== '' && inActions())
      await appendFile(summary, renderCiMarkdown(result));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UserError(
      'work',
      `cannot write the reports: ${systemReason(error)}`,
      'name a folder: --reports DIR',
    );
  }
  if (folder === undefined) return;
  for (const [name, text] of ciReports(result)) await writeText(join(folder, name), text);
}

async function examined(flags: CiFlags): Promise<Examined> {
  // Loaded here, so that nothing of a cluster is touched where none is named.
  const { withCluster } = await import('../cluster/run.ts');
  const { chosenChecks } = await import('../../doctor/run.ts');
  const { examine } = await import('../../doctor/examine.ts');
  const { openEngine } = await import('../../engine/wasm.ts');
  const engine = openEngine();
  const found: Examined[] = [];
  try {
    await withCluster(flags, true, async (cluster, signal) => {
      const checks = chosenChecks({ only: [], skip: [] });
      const { namespace, context, server } = cluster;
      const asked = { namespace, checks, engine, wait: 0, logs: false, now: Date.now, signal };
      const { state, results } = await examine(cluster, asked);
      found.push({ context, server, kubernetes: state.version, results });
      return EXIT.ok;
    });
  } finally {
    engine.close();
  }
  const [seen] = found;
  if (seen === undefined) throw new UserError('work', 'the cluster was not examined to the end');
  return seen;
}
