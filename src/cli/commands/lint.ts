import { Args, Flags } from '@oclif/core';
import type { LintFormat } from '../../report/lint/format.ts';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';
import { readStdin } from '../stdin.ts';

const FORMATS = ['text', 'concise', 'json', 'jsonl', 'github'] as const satisfies readonly LintFormat[];
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
      description: 'Files, folders or "-"; the current folder by default.',
      ignoreStdin: true,
    }),
  };

  static override flags = {
    namespace: Flags.string({
      char: 'n',
      helpValue: 'NAME',
      summary: 'The namespace of objects that name none.',
    }),
    output: Flags.option({ options: FORMATS, default: 'text', char: 'o' } as const)({
      summary: 'How findings are written.',
    }),
    'fail-on': Flags.option({ options: SEVERITIES, default: 'error' } as const)({
      summary: 'The lightest severity that makes the exit code 1.',
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
    ignores: Flags.boolean({
      allowNo: true,
      default: true,
      summary: 'Hide what comments "# argoflow: ignore[rule] reason" ask to hide.',
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Lint);
    // Loaded here, so that other commands start without them.
    const { fails, runLint } = await import('../../lint/run.ts');
    const { LINT_FORMATS } = await import('../../report/lint/format.ts');
    const paths = argv.length === 0 ? ['.'] : argv.map(String);
    const { result, sources } = await runLint({ ...flags, paths, assume: flags.assume ?? [] }, readStdin);
    this.print(LINT_FORMATS[flags.output](result, sources, this.terminal(flags)));
    this.end(fails(result.diagnostics, flags['fail-on']) ? EXIT.findings : EXIT.ok);
  }
}
