import { basename, join, resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { commandLine } from '../../command-line.ts';
import { EXIT } from '../../exit.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold-flags.ts';
import { givenBy } from '../../template-parameters.ts';

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
    const terminal = this.terminal(flags);
    const templates = join(this.config.root, 'templates');
    const run = await import('../../scaffold-run.ts');
    if (flags.list) return this.print(await run.listKinds(join(templates, 'event-source'), terminal));
    const { dir: folder = '.' } = args;
    const asks = terminal.interactive && !flags.yes;
    const type = await run.chooseKind(
      join(templates, 'event-source'),
      'TYPE',
      args.type,
      'What brings the events?',
      undefined,
      asks,
    );
    if (type === undefined) return this.end(EXIT.interrupted);
    const given = givenBy(flags);
    const addition = await run.planEventSource(templates, type, given, folder, async (template) => {
      if (!asks) return given;
      const { askAnswers } = await import('../../questions.ts');
      return askAnswers(template, given, basename(resolve(folder)));
    });
    if (addition === undefined) return this.end(EXIT.interrupted);
    const target = `${addition.answers.get('name')}/${addition.answers.get('event')}`;
    const next = ['argoflow', 'events', 'show', type, '--as', 'arrived', '-f', folder, '--source', target];
    this.end(await run.finishAddition(addition, folder, flags, terminal, commandLine(next)));
  }
}
