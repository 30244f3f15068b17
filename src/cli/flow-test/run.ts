import { availableParallelism } from 'node:os';
import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { soloCrew, threadedCrew } from '../../flow-test/crew.ts';
import {
  type FlowTestOutcome,
  type FlowTestRequest,
  runFlowTests,
  worstOf,
  writeSnapshots,
} from '../../flow-test/run.ts';
import { Runner } from '../../flow-test/runner.ts';
import { coverageText } from '../../report/flow-test/coverage.ts';
import { FLOW_TEST_FORMATS, type FlowTestFormat } from '../../report/flow-test/format.ts';
import { renderSnapshots } from '../../report/flow-test/snapshot.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Output, parseOutputs, writeText } from '../outputs.ts';
import type { Terminal } from '../terminal.ts';
import type { FLOW_TEST_FLAGS } from './flags.ts';

type FlowTestFlags = Interfaces.InferredFlags<typeof FLOW_TEST_FLAGS>;

const FORMATS = Object.keys(FLOW_TEST_FORMATS) as FlowTestFormat[];

/** Runs `test` as its flags say, once or until Ctrl-C; prints, and answers with the exit code. */
export async function runFlowTestCommand(
  paths: readonly string[],
  flags: FlowTestFlags,
  payloads: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const outputs = parseOutputs(flags.output, FORMATS, 'text');
  const { bail, update, watch, jobs = availableParallelism() } = flags;
  const coverage = flags.coverage || flags['coverage-min'] !== undefined;
  const request: FlowTestRequest = { paths, filter: flags.filter ?? [], bail, update, coverage };
  const options = { payloads, update, bail };
  const runner = new Runner(options);
  // While somebody waits for the next change, threads would have to start anew each time.
  const crew = watch ? soloCrew(runner, bail) : threadedCrew(options, jobs, runner);
  let inputs: readonly string[] = [];
  const once = async () => {
    runner.forget();
    const outcome = await runFlowTests(request, crew);
    inputs = outcome.inputs;
    return await finish(outcome, flags, outputs, terminal);
  };
  try {
    if (!watch) return await once();
    const { watchRuns } = await import('../watch-runs.ts');
    const named = paths.length === 0 ? ['.'] : paths;
    const written = outputs.flatMap(({ file }) => file ?? []);
    await watchRuns(async () => ({ inputs: [...named, ...inputs], files: [] }), written, once);
    return EXIT.interrupted;
  } finally {
    runner.close();
  }
}

async function finish(
  { result, sources, snapshots }: FlowTestOutcome,
  flags: FlowTestFlags,
  outputs: readonly Output<FlowTestFormat>[],
  terminal: Terminal,
): Promise<ExitCode> {
  const written = await writeSnapshots(snapshots, renderSnapshots);
  for (const file of written) process.stderr.write(`wrote the snapshots "${file}"\n`);
  for (const { format, file } of outputs) {
    const render = FLOW_TEST_FORMATS[format];
    if (file === undefined) process.stdout.write(render(result, sources, terminal));
    else await writeText(file, render(result, sources, { ...terminal, color: false, columns: undefined }));
  }
  const least = flags['coverage-min'];
  const { coverage } = result;
  const isShort = least !== undefined && coverage !== undefined && coverage.percent < least;
  if (isShort)
    process.stderr.write(`${coverageText(coverage)}, less than the ${least} % of --coverage-min\n`);
  switch (worstOf(result)) {
    case 'work':
      return EXIT.failure;
    case 'usage':
      return EXIT.usage;
    case 'failed':
      return EXIT.findings;
    case 'passed':
      return isShort ? EXIT.findings : EXIT.ok;
  }
}
