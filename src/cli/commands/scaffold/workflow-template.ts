import { basename, join, resolve } from 'node:path';
import { Args } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { commandLine } from '../../command-line.ts';
import { EXIT } from '../../exit.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold-flags.ts';
import { givenBy } from '../../template-parameters.ts';

export default class ScaffoldWorkflowTemplate extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'Add a WorkflowTemplate to a project, with the account of its pods.';

  static override description =
    'A sensor runs it with "argoflow scaffold sensor --workflow-template NAME".\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files stand in the way or cannot be read or written, ' +
    '130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> scaffold workflow-template --name build --set parameter=ref',
    '<%= config.bin %> scaffold workflow-template dag deploy --dry-run',
    '<%= config.bin %> scaffold workflow-template --list',
  ];

  static override args = {
    kind: Args.string({ name: 'KIND', description: 'The kind; container by default.', ignoreStdin: true }),
    dir: DIR,
  };

  static override flags = SCAFFOLD_FLAGS;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldWorkflowTemplate);
    const terminal = this.terminal(flags);
    const templates = join(this.config.root, 'templates');
    const run = await import('../../scaffold-run.ts');
    if (flags.list) return this.print(await run.listKinds(join(templates, 'workflow-template'), terminal));
    const { dir: folder = '.' } = args;
    const asks = terminal.interactive && !flags.yes;
    const kind = await run.chooseKind(
      join(templates, 'workflow-template'),
      'KIND',
      args.kind,
      'Which kind of WorkflowTemplate?',
      'container',
      asks,
    );
    if (kind === undefined) return this.end(EXIT.interrupted);
    const given = givenBy(flags);
    const addition = await run.planWorkflowTemplate(templates, kind, given, folder, async (template) => {
      if (!asks) return given;
      const { askAnswers } = await import('../../questions.ts');
      return askAnswers(template, given, basename(resolve(folder)));
    });
    if (addition === undefined) return this.end(EXIT.interrupted);
    const name = addition.answers.get('name') ?? '';
    const next = ['argoflow', 'scaffold', 'sensor', 'k8s', folder, '--workflow-template', name];
    this.end(await run.finishAddition(addition, folder, flags, terminal, commandLine(next)));
  }
}
