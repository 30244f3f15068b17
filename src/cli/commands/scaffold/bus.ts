import { Args } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold/flags.ts';

export default class ScaffoldBus extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'Add an event bus to a project.';

  static override description =
    'The name is the one that the event sources and sensors of the project ask for. Permissions that they need on such ' +
    'a bus are added to their roles.\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files stand in the way or cannot be read or written, ' +
    '130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> scaffold bus',
    '<%= config.bin %> scaffold bus kafka deploy --set url=kafka.infra.svc:9092',
    '<%= config.bin %> scaffold bus --list',
  ];

  static override args = {
    kind: Args.string({ name: 'KIND', description: 'The kind; jetstream by default.', ignoreStdin: true }),
    dir: DIR,
  };

  static override flags = SCAFFOLD_FLAGS;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldBus);
    // Loaded here, so that other commands start without them.
    const { scaffoldKind } = await import('../../scaffold/run.ts');
    const { planBus } = await import('../../../scaffold/part.ts');
    this.end(
      await scaffoldKind(
        {
          templates: 'event-bus',
          argument: 'KIND',
          question: 'Which kind of bus?',
          usual: 'jetstream',
          plan: planBus,
          next: (_, folder) => ['lint', folder],
        },
        args,
        flags,
        { root: this.config.root, terminal: this.terminal(flags) },
      ),
    );
  }
}
