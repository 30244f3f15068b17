import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { SAMPLE_FLAGS } from '../../events/flags.ts';
import { EXIT } from '../../exit.ts';
import { ANSWER_FORM } from '../../output-flags.ts';

export default class EventsShow extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'Show a sample event, as it is sent or as a sensor gets it.';

  static override description =
    'As JSON or YAML, what is sent is an event file: save it, and test-event fires it. Tokens are in it only where ' +
    'the secret is given by a flag; text masks them.\n\n' +
    'Without -f the event source is one as "argoflow scaffold event-source TYPE" writes it.\n\n' +
    'Exit codes: 0 shown, 1 the event source makes no event of it, 2 wrong usage, 3 could not read something.';

  static override examples = [
    '<%= config.bin %> events show github/push',
    '<%= config.bin %> events show github/push --as arrived --set body.ref=refs/heads/next',
    '<%= config.bin %> events show slack/slash-command --secret-env SLACK_SIGNING_SECRET -o json',
  ];

  static override args = {
    event: Args.string({
      name: 'TYPE[/NAME]',
      required: true,
      description: 'One of "argoflow events list"; the default of the type without a name.',
      ignoreStdin: true,
    }),
  };

  static override flags = {
    as: Flags.option({
      options: ['sent', 'arrived'] as const,
      default: 'sent',
      summary: 'What the provider sends, or what a sensor gets of it.',
    })(),
    ...SAMPLE_FLAGS,
    output: ANSWER_FORM,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(EventsShow);
    const { deliverSample } = await import('../../events/run.ts');
    const { renderArrived, renderSent } = await import('../../../report/events.ts');
    const delivery = await deliverSample(this.config.root, args.event, flags);
    const render = flags.as === 'sent' ? renderSent : renderArrived;
    this.print(render(delivery, flags.output, this.terminal(flags)));
    const lost = flags.as === 'arrived' && delivery.arrival.events.length === 0;
    this.end(lost ? EXIT.findings : EXIT.ok);
  }
}
