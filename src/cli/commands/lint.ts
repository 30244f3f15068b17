import process from 'node:process';
import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';
import { readStdin } from '../stdin.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;

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

  static override flags = {
    namespace: Flags.string({
      char: 'n',
      helpValue: 'NAME',
      summary: 'The namespace of objects that name none.',
    }),
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'FORMAT[=FILE]',
      default: ['text'],
      summary: 'text, concise, json, jsonl, sarif, github, gitlab, junit or markdown; several with files.',
    }),
    list: Flags.boolean({ summary: 'List all rules instead.' }),
    'fail-on': Flags.option({ options: SEVERITIES, default: 'error' } as const)({
      summary: 'The lightest severity that makes the exit code 1.',
    }),
    config: Flags.string({
      helpValue: 'FILE',
      summary: 'A config; ".argoflow.yaml" in the current folder by default.',
    }),
    complete: Flags.boolean({
      summary: 'The files are the whole flow: every missing target is an error.',
    }),
    assume: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'KIND/NAMESPACE/NAME',
      summary: 'An object that lives elsewhere.',
    }),
    fix: Flags.option({ options: ['safe', 'unsafe'] } as const)({
      summary: 'Write what mends findings into the files; "unsafe" also what may change their meaning.',
    }),
    diff: Flags.boolean({
      dependsOn: ['fix'],
      summary: 'Show what --fix would change, as a patch, and change nothing.',
    }),
    ignores: Flags.boolean({
      allowNo: true,
      default: true,
      summary: 'Hide what comments "# argoflow: ignore[rule] reason" ask to hide.',
    }),
  };

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
    const { renderFixed } = await import('../../report/lint/fixed.ts');
    const outputs = parseLintOutputs(flags.output);
    const paths = argv.map(String);
    const { result, sources, fixed, changes } = await runLint(
      { ...flags, paths, assume: flags.assume ?? [] },
      readStdin,
    );
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
