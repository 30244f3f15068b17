import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';
import { LINT_FLAGS } from '../lint/flags.ts';
import { PATHS } from '../reading-flags.ts';

export default class Lint extends BaseCommand {
  static override group = 'check' as const;

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
  static override args = PATHS;

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
    const { runLintCommand } = await import('../lint/run.ts');
    this.end(await runLintCommand(argv.map(String), flags, style));
  }
}
