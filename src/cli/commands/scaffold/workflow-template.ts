import { Args } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold/flags.ts';

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
    // Loaded here, so that other commands start without them.
    const { scaffoldKind } = await import('../../scaffold/run.ts');
    const { planWorkflowTemplate } = await import('../../../scaffold/part.ts');
    this.end(
      await scaffoldKind(
        {
          templates: 'workflow-template',
          argument: 'KIND',
          question: 'Which kind of WorkflowTemplate?',
          usual: 'container',
          plan: planWorkflowTemplate,
          next: ({ answers }, folder) => [
            'scaffold',
            'sensor',
            'k8s',
            folder,
            '--workflow-template',
            answers.get('name') ?? '',
          ],
        },
        args,
        flags,
        { root: this.config.root, terminal: this.terminal(flags) },
      ),
    );
  }
}
