import { Args } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';

export default class Explain extends BaseCommand {
  static override group = 'check' as const;

  static override summary = 'Say why a rule of lint or a check of doctor is one, and what is right.';

  static override examples = [
    '<%= config.bin %> explain reference/event-missing',
    '<%= config.bin %> explain eventbus/pods',
    '<%= config.bin %> explain sensors',
  ];

  static override args = {
    rule: Args.string({
      name: 'RULE|CHECK',
      required: true,
      description: 'The id of a rule or a check, as findings name it; or a group, to list what is in it.',
      ignoreStdin: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    // Loaded here, so that other commands start without them.
    const { explained } = await import('../explain/run.ts');
    this.print(explained(args.rule, this.terminal(flags)));
    this.end(EXIT.ok);
  }
}
