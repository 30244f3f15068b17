import { join } from 'node:path';
import { Args } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { EXIT } from '../../exit.ts';
import { ANSWER_FORM } from '../../output-flags.ts';

export default class EventsList extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'List the sample events, of one type or of all.';

  static override examples = ['<%= config.bin %> events list', '<%= config.bin %> events list github'];

  static override args = {
    type: Args.string({
      description: 'A type of event source, such as github; all by default.',
      ignoreStdin: true,
    }),
  };

  static override flags = {
    output: ANSWER_FORM,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(EventsList);
    const { checkType, readLibrary } = await import('../../../payloads/library.ts');
    const { renderEventList } = await import('../../../report/events.ts');
    const types = args.type === undefined ? undefined : [checkType(args.type)];
    const library = await readLibrary(join(this.config.root, 'payloads'), types);
    this.print(renderEventList(library, flags.output, this.terminal(flags)));
    this.end(EXIT.ok);
  }
}
