import { Args } from '@oclif/core';
import { UserError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';

export default class Explain extends BaseCommand {
  static override summary = 'Say why a rule of lint is one, with what is wrong and what is right.';

  static override examples = [
    '<%= config.bin %> explain reference/event-missing',
    '<%= config.bin %> explain trigger/fixed-name',
  ];

  static override args = {
    rule: Args.string({
      required: true,
      description: 'The id of a rule, as findings name it.',
      ignoreStdin: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const { RULES } = await import('../../rules/index.ts');
    const { renderRule } = await import('../../report/rules.ts');
    const rule = RULES.find(({ id }) => id === args.rule);
    if (rule === undefined) {
      const ids = RULES.map(({ id }) => id);
      const near = nearest(args.rule, ids) ?? ids.find((id) => id.endsWith(`/${args.rule}`));
      throw new UserError(
        'usage',
        `there is no rule "${args.rule}"`,
        near === undefined ? 'argoflow lint --list shows all rules' : `did you mean "${near}"?`,
      );
    }
    this.print(renderRule(rule, this.terminal(flags)));
    this.end(EXIT.ok);
  }
}
