import { basename, join, resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { commandLine } from '../../command-line.ts';
import { EXIT } from '../../exit.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold-flags.ts';
import { givenBy } from '../../template-parameters.ts';

export default class ScaffoldIngress extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'Add an Ingress that leads requests from outside to an event source.';

  static override description =
    'Its paths and ports are those of the event source, its host is the one that the event source tells its provider.\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files stand in the way or cannot be read or written, ' +
    '130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> scaffold ingress --source github --set host=hooks.example.com',
    '<%= config.bin %> scaffold ingress deploy --set class=traefik --dry-run',
  ];

  static override args = { dir: DIR };

  static override flags = {
    ...SCAFFOLD_FLAGS,
    source: Flags.string({
      helpValue: 'NAME',
      summary: 'The event source; by default the only one that takes requests.',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldIngress);
    const terminal = this.terminal(flags);
    const templates = join(this.config.root, 'templates');
    const run = await import('../../scaffold-run.ts');
    if (flags.list) return this.print(await run.listKinds(join(templates, 'ingress'), terminal));
    const { dir: folder = '.' } = args;
    const given = givenBy(flags);
    const addition = await run.planIngress(templates, flags.source, given, folder, async (template) => {
      if (!terminal.interactive || flags.yes) return given;
      const { askAnswers } = await import('../../questions.ts');
      return askAnswers(template, given, basename(resolve(folder)));
    });
    if (addition === undefined) return this.end(EXIT.interrupted);
    const next = commandLine(['argoflow', 'lint', folder]);
    this.end(await run.finishAddition(addition, folder, flags, terminal, next));
  }
}
