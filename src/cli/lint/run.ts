import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { UserError } from '../../errors.ts';
import { inputsOf } from '../../lint/inputs.ts';
import { fails, type LintOutcome, type LintRequest, runLint } from '../../lint/run.ts';
import { renderWritten } from '../../report/lint/baseline.ts';
import { renderDiff } from '../../report/lint/diff.ts';
import { renderFixed } from '../../report/lint/fixed.ts';
import { LINT_FORMATS, type LintFormat } from '../../report/lint/format.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Output, parseOutputs, writeText } from '../outputs.ts';
import { readStdinText } from '../stdin.ts';
import type { Terminal } from '../terminal.ts';
import type { LINT_FLAGS } from './flags.ts';

// A module of its own: the other commands, and `lint --list`, start without it.

type LintFlags = Interfaces.InferredFlags<typeof LINT_FLAGS>;

const FORMATS = Object.keys(LINT_FORMATS) as LintFormat[];

/** Runs `lint` as its flags say, once or until Ctrl-C; prints, and answers with the exit code. */
export async function runLintCommand(
  paths: readonly string[],
  flags: LintFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const outputs = parseOutputs(flags.output, FORMATS, 'text');
  const request: LintRequest = {
    ...flags,
    paths,
    assume: flags.assume ?? [],
    stdinName: flags['stdin-filename'],
    writeBaseline: flags['write-baseline'],
  };
  const once = async () => finish(await runLint(request, readStdinText), flags, outputs, terminal);
  if (!flags.watch) return once();
  if (paths.includes('-')) {
    throw new UserError('usage', 'standard input cannot be watched', 'name files or folders');
  }
  const { watchRuns } = await import('../watch-runs.ts');
  const written = outputs.flatMap(({ file }) => file ?? []);
  await watchRuns(() => inputsOf(request), written, once);
  return EXIT.interrupted;
}

async function finish(
  { result, sources, fixed, changes, baseline }: LintOutcome,
  flags: LintFlags,
  outputs: readonly Output<LintFormat>[],
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
