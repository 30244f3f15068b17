import { basename, join, resolve } from 'node:path';
import { Args } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { commandLine } from '../../command-line.ts';
import { EXIT } from '../../exit.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold-flags.ts';
import { givenBy } from '../../template-parameters.ts';

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
    const terminal = this.terminal(flags);
    const templates = join(this.config.root, 'templates');
    const run = await import('../../scaffold-run.ts');
    if (flags.list) return this.print(await run.listKinds(join(templates, 'event-bus'), terminal));
    const { dir: folder = '.' } = args;
    const asks = terminal.interactive && !flags.yes;
    const kind = await run.chooseKind(
      join(templates, 'event-bus'),
      'KIND',
      args.kind,
      'Which kind of bus?',
      'jetstream',
      asks,
    );
    if (kind === undefined) return this.end(EXIT.interrupted);
    const given = givenBy(flags);
    const addition = await run.planBus(templates, kind, given, folder, async (template) => {
      if (!asks) return given;
      const { askAnswers } = await import('../../questions.ts');
      return askAnswers(template, given, basename(resolve(folder)));
    });
    if (addition === undefined) return this.end(EXIT.interrupted);
    const next = commandLine(['argoflow', 'lint', folder]);
    this.end(await run.finishAddition(addition, folder, flags, terminal, next));
  }
}
