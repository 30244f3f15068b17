import process from 'node:process';
import { Args } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';
import { LINT_FLAGS } from '../lint-flags.ts';
import { readStdinText } from '../stdin.ts';

export default class Lint extends BaseCommand {
  static override summary =
    'Find what the API server, the controllers and the sensors would only show later.';

  static override description =
    'All manifests are judged together: references between them, filters and parameters against the events that ' +
    'reach them, Workflows as the controller validates them.\n\n' +
    'Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, 3 could not read the manifests.';

  static override examples = [
    '<%= config.bin %> lint',
    '<%= config.bin %> lint deploy/ --complete',
    'kustomize build . | <%= config.bin %> lint - --output github',
  ];

  static override strict = false;
  static override args = {
    path: Args.string({
      name: 'PATH...',
      description: 'Files, folders or "-"; those of the config, or the current folder, by default.',
      ignoreStdin: true,
    }),
  };

  static override flags = LINT_FLAGS;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Lint);
    // Loaded here, so that other commands start without them.
    const style = this.terminal(flags);
    if (flags.list) {
      const { RULES } = await import('../../rules/index.ts');
      const { renderRuleList } = await import('../../report/rules.ts');
      this.print(renderRuleList(RULES, style));
      return this.end(EXIT.ok);
    }
    const { parseLintOutputs, writeText } = await import('../lint-output.ts');
    const { fails, runLint } = await import('../../lint/run.ts');
    const { LINT_FORMATS } = await import('../../report/lint/format.ts');
    const { renderWritten } = await import('../../report/lint/baseline.ts');
    const { renderFixed } = await import('../../report/lint/fixed.ts');
    const outputs = parseLintOutputs(flags.output);
    const paths = argv.map(String);
    const { result, sources, fixed, changes, baseline } = await runLint(
      {
        ...flags,
        paths,
        assume: flags.assume ?? [],
        stdinName: flags['stdin-filename'],
        writeBaseline: flags['write-baseline'],
      },
      readStdinText,
    );
    if (baseline !== undefined) {
      await writeText(baseline.file, baseline.text);
      process.stderr.write(renderWritten(result.diagnostics.length, baseline.file));
      return this.end(EXIT.ok);
    }
    if (flags.diff) {
      const { renderDiff } = await import('../../report/lint/diff.ts');
      this.print(renderDiff(changes, style));
      return this.end(changes.length === 0 ? EXIT.ok : EXIT.findings);
    }
    for (const { file, text } of changes) await writeText(file, text);
    if (flags.fix) process.stderr.write(renderFixed(fixed.length, changes.length));
    for (const { format, file } of outputs) {
      if (file === undefined) this.print(LINT_FORMATS[format](result, sources, style));
      else
        await writeText(
          file,
          LINT_FORMATS[format](result, sources, {
            ...style,
            color: false,
            columns: undefined,
          }),
        );
    }
    this.end(fails(result.diagnostics, flags['fail-on']) ? EXIT.findings : EXIT.ok);
  }
}
