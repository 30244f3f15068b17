import { Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { INSTALL_FLAGS } from '../install/flags.ts';

export default class Upgrade extends BaseCommand {
  static override group = 'cluster' as const;

  static override summary = 'Bring Argo Workflows and Argo Events that are installed to other versions.';

  static override description =
    'Refuses to go back to older versions, and to change what another tool installed. See first what would change, ' +
    'definitions included: --diff.\n\n' +
    'Exit codes: 0 ready (or applied), 1 --diff shows differences, 2 wrong usage, 3 refused, or not ready in time.';

  static override examples = [
    '<%= config.bin %> upgrade --diff',
    '<%= config.bin %> upgrade --argo-workflows v4.1.2 --bus none',
  ];

  static override flags = {
    ...INSTALL_FLAGS,
    prune: Flags.boolean({
      summary:
        'Delete what was installed before and is no longer part of it; never definitions or namespaces.',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Upgrade);
    // Loaded here, so that other commands start without it.
    const { runInstall } = await import('../install/run.ts');
    this.end(await runInstall('upgrade', flags, flags.prune, this.terminal(flags)));
  }
}
