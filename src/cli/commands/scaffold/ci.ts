import { basename, join, resolve } from 'node:path';
import { Args } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { commandLine } from '../../command-line.ts';
import { EXIT } from '../../exit.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold-flags.ts';
import { givenBy } from '../../template-parameters.ts';

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
    const terminal = this.terminal(flags);
    const templates = join(this.config.root, 'templates');
    const run = await import('../../scaffold-run.ts');
    if (flags.list) return this.print(await run.listKinds(join(templates, 'ci'), terminal));
    const { dir: folder = '.' } = args;
    const asks = terminal.interactive && !flags.yes;
    const system = await run.chooseKind(
      join(templates, 'ci'),
      'SYSTEM',
      args.system,
      'Which CI system?',
      undefined,
      asks,
    );
    if (system === undefined) return this.end(EXIT.interrupted);
    const given = givenBy(flags);
    const addition = await run.planCi(templates, system, given, folder, async (template) => {
      if (!asks) return given;
      const { askAnswers } = await import('../../questions.ts');
      return askAnswers(template, given, basename(resolve(folder)));
    });
    if (addition === undefined) return this.end(EXIT.interrupted);
    const next = commandLine(['argoflow', 'ci', folder]);
    this.end(await run.finishAddition(addition, addition.root, flags, terminal, next));
  }
}
