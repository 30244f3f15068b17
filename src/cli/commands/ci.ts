import { join } from 'node:path';
import { Args } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { CI_FLAGS } from '../ci/flags.ts';

export default class Ci extends BaseCommand {
  static override group = 'check' as const;

  static override summary =
    'Lint, check the permissions, run the flow tests: all that a CI job asks, in one step.';

  static override description =
    'Runs lint, rbac check and test, and doctor where a cluster is named, and sums up; what one of them cannot do keeps ' +
    'no other from its work. In GitHub Actions what is found stands beside the lines of a change, and in the summary of ' +
    'the job. A project without flow tests passes, and is told so.\n\n' +
    'Exit codes: 0 all passed, 1 something was found or failed, 2 wrong usage or a file that is no flow test, 3 a part ' +
    'could not be done.';

  static override examples = [
    '<%= config.bin %> ci',
    '<%= config.bin %> ci deploy/ --complete --coverage-min 80 --reports reports',
    '<%= config.bin %> ci --context staging -n argo-events',
  ];

  static override strict = false;
  static override args = {
    path: Args.string({
      name: 'PATH...',
      description: 'Files and folders; those of the config, or the current folder, by default.',
      ignoreStdin: true,
    }),
  };

  static override flags = CI_FLAGS;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Ci);
    // Loaded here, so that other commands start without them.
    const { runCiCommand } = await import('../ci/run.ts');
    const payloads = join(this.config.root, 'payloads');
    this.end(await runCiCommand(argv.map(String), flags, payloads, this.terminal(flags)));
  }
}
