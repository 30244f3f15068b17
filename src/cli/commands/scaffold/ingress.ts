import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold/flags.ts';

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
    // Loaded here, so that other commands start without them.
    const { scaffoldPart } = await import('../../scaffold/run.ts');
    const { planIngress } = await import('../../../scaffold/part.ts');
    this.end(
      await scaffoldPart(
        {
          templates: 'ingress',
          plan: (request) => planIngress(flags.source, request),
          next: (_, folder) => ['lint', folder],
        },
        args.dir ?? '.',
        flags,
        { root: this.config.root, terminal: this.terminal(flags) },
      ),
    );
  }
}
