import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { SAMPLE_FLAGS } from '../../events/flags.ts';
import { EXIT } from '../../exit.ts';

export default class EventsEdit extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'Edit a copy of a sample event, and write it to an event file of your own.';

  static override description =
    'The editor is that of VISUAL or EDITOR. A copy that is no event file after it is kept, and nothing is written.\n\n' +
    'Exit codes: 0 written, 2 wrong usage or no event file, 3 the editor failed, or the file is there already.';

  static override examples = [
    '<%= config.bin %> events edit github/push',
    '<%= config.bin %> events edit kafka/json events/order.json',
  ];

  static override args = {
    event: Args.string({
      name: 'TYPE[/NAME]',
      required: true,
      description: 'One of "argoflow events list".',
      ignoreStdin: true,
    }),
    file: Args.string({
      name: 'FILE',
      description: 'Where it goes; event.json by default, which test-event takes by itself.',
      ignoreStdin: true,
      default: 'event.json',
    }),
  };

  static override flags = {
    set: SAMPLE_FLAGS.set,
    force: Flags.boolean({ summary: 'Overwrite the file.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(EventsEdit);
    const { deliverSample } = await import('../../events/run.ts');
    const { editEventFile } = await import('../../events/editor.ts');
    const { renderSent } = await import('../../../report/events.ts');
    const delivery = await deliverSample(this.config.root, args.event, flags);
    const text = renderSent(delivery, 'json', this.terminal(flags));
    await editEventFile(text, args.file, flags.force);
    this.print(`${args.file} written`);
    this.end(EXIT.ok);
  }
}
