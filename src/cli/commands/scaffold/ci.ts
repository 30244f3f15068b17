import { Args } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold/flags.ts';

export default class ScaffoldCi extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'Add the files with which a CI system runs "argoflow ci" on a project.';

  static override description =
    'They go into the root of the repository that the project is in. What .gitlab-ci.yml and .pre-commit-config.yaml ' +
    'have already stays, comments too.\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files stand in the way or cannot be read or written, ' +
    '130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> scaffold ci github --set repository=example/argoflow',
    '<%= config.bin %> scaffold ci pre-commit deploy --diff',
    '<%= config.bin %> scaffold ci --list',
  ];

  static override args = {
    system: Args.string({
      name: 'SYSTEM',
      description: 'github, gitlab, jenkins or pre-commit.',
      ignoreStdin: true,
    }),
    dir: DIR,
  };

  static override flags = SCAFFOLD_FLAGS;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldCi);
    // Loaded here, so that other commands start without them.
    const { scaffoldKind } = await import('../../scaffold/run.ts');
    const { planCi } = await import('../../../scaffold/ci-files.ts');
    this.end(
      await scaffoldKind(
        {
          templates: 'ci',
          argument: 'SYSTEM',
          question: 'Which CI system?',
          plan: planCi,
          target: ({ root }) => root,
          next: (_, folder) => ['ci', folder],
        },
        { kind: args.system, dir: args.dir },
        flags,
        { root: this.config.root, terminal: this.terminal(flags) },
      ),
    );
  }
}
