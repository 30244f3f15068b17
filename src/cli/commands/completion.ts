import { Args } from '@oclif/core';
import { SHELL_SCRIPTS } from '../../completion/shells/index.ts';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';

type Shell = keyof typeof SHELL_SCRIPTS;

export default class Completion extends BaseCommand {
  static override group = 'tools' as const;

  static override summary = 'Print what makes a shell complete command lines with Tab.';

  static override description =
    'It completes commands, flags and their values: rules, checks, templates, sample events, the event sources and ' +
    'events of the project, the contexts of the kubeconfig. kubectl does the same for "kubectl argoflow" when ' +
    'kubectl_complete-argoflow, which comes along, is on the PATH.';

  static override examples = [
    'source <(<%= config.bin %> completion bash)  # a line for ~/.bashrc',
    'source <(<%= config.bin %> completion zsh)   # a line for ~/.zshrc',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/<%= config.bin %>.fish',
  ];

  static override args = {
    shell: Args.string({
      name: 'SHELL',
      options: Object.keys(SHELL_SCRIPTS),
      required: true,
      description: 'The shell.',
      ignoreStdin: true,
    }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    this.print(SHELL_SCRIPTS[args.shell as Shell]); // one of the options
    this.end(EXIT.ok);
  }
}
