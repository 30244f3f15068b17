import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { fails, type LintOutcome, type LintRequest, runLint } from '../lint/run.ts';
import { renderWritten } from '../report/lint/baseline.ts';
import { renderDiff } from '../report/lint/diff.ts';
import { renderFixed } from '../report/lint/fixed.ts';
import { LINT_FORMATS } from '../report/lint/format.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { LINT_FLAGS } from './lint-flags.ts';
import { type LintOutput, parseLintOutputs, writeText } from './lint-output.ts';
import { readStdinText } from './stdin.ts';
import type { Terminal } from './terminal.ts';

// A module of its own: the other commands, and `lint --list`, start without it.

type LintFlags = Interfaces.InferredFlags<typeof LINT_FLAGS>;

/** Runs `lint` as its flags say, once or until Ctrl-C; prints, and answers with the exit code. */
export async function runLintCommand(
  paths: readonly string[],
  flags: LintFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const outputs = parseLintOutputs(flags.output);
  const request: LintRequest = {
    ...flags,
    paths,
    assume: flags.assume ?? [],
    stdinName: flags['stdin-filename'],
    writeBaseline: flags['write-baseline'],
  };
  const once = async () => finish(await runLint(request, readStdinText), flags, outputs, terminal);
  if (!flags.watch) return once();
  const { watchRuns } = await import('./lint-watch.ts');
  const written = outputs.flatMap(({ file }) => file ?? []);
  await watchRuns(request, written, once);
  return EXIT.interrupted;
}

async function finish(
  { result, sources, fixed, changes, baseline }: LintOutcome,
  flags: LintFlags,
  outputs: readonly LintOutput[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (baseline !== undefined) {
    await writeText(baseline.file, baseline.text);
    process.stderr.write(renderWritten(result.diagnostics.length, baseline.file));
    return EXIT.ok;
  }
  if (flags.diff) {
    process.stdout.write(renderDiff(changes, terminal));
    return changes.length === 0 ? EXIT.ok : EXIT.findings;
  }
  for (const { file, text } of changes) await writeText(file, text);
  if (flags.fix) process.stderr.write(renderFixed(fixed.length, changes.length));
  for (const { format, file } of outputs) {
    const render = LINT_FORMATS[format];
    if (file === undefined) process.stdout.write(render(result, sources, terminal));
    else await writeText(file, render(result, sources, { ...terminal, color: false, columns: undefined }));
  }
  return fails(result.diagnostics, flags['fail-on']) ? EXIT.findings : EXIT.ok;
}
