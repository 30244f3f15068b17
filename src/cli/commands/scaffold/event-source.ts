import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold/flags.ts';

export default class ScaffoldEventSource extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'Add an event source of any type to a project, with its account and its secrets.';

  static override description =
    'Namespace and event bus are those of the project. Files that differ are never overwritten without --force, and ' +
    'where one is in the way nothing at all is written; kustomization.yaml gets the new files and keeps its comments.\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files stand in the way or cannot be read or written, ' +
    '130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> scaffold event-source github --set owner=example --set repository=app',
    '<%= config.bin %> scaffold event-source sqs deploy --name orders --dry-run',
    '<%= config.bin %> scaffold event-source --list',
  ];

  static override args = {
    type: Args.string({ name: 'TYPE', description: 'The type, such as github or sqs.', ignoreStdin: true }),
    dir: DIR,
  };

  static override flags = {
    ...SCAFFOLD_FLAGS,
    endpoint: Flags.string({ helpValue: 'PATH', summary: 'The path that takes the requests.' }),
    port: Flags.string({ helpValue: 'NUMBER', summary: 'The port that it listens on.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldEventSource);
    // Loaded here, so that other commands start without them.
    const { scaffoldKind } = await import('../../scaffold/run.ts');
    const { planEventSource } = await import('../../../scaffold/part.ts');
    this.end(
      await scaffoldKind(
        {
          templates: 'event-source',
          argument: 'TYPE',
          question: 'What brings the events?',
          plan: planEventSource,
          next: ({ template, answers }, folder) => [
            'events',
            'show',
            template.name,
            '--as',
            'arrived',
            '-f',
            folder,
            '--source',
            `${answers.get('name')}/${answers.get('event')}`,
          ],
        },
        { kind: args.type, dir: args.dir },
        flags,
        { root: this.config.root, terminal: this.terminal(flags) },
      ),
    );
  }
}
