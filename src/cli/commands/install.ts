import { BaseCommand } from '../base.ts';
import { INSTALL_FLAGS } from '../install/flags.ts';

export default class Install extends BaseCommand {
  static override group = 'cluster' as const;

  static override summary =
    'Install Argo Workflows, Argo Events and an EventBus, in versions that work together.';

  static override description =
    'The manifests are those of the releases, and are refused when their checksums are not those of the lock. The ' +
    'cluster tries everything first; then it is applied as field manager "argoflow", again and again if need be.\n\n' +
    'Exit codes: 0 ready (or applied), 1 --diff shows differences, 2 wrong usage, 3 refused, or not ready in time.';

  static override examples = [
    '<%= config.bin %> install --dry-run=server',
    '<%= config.bin %> install --from argo-events.yaml --from argo-workflows.yaml',
    '<%= config.bin %> install --export argo.yaml --bus-replicas 3 --bus-storage 10Gi',
  ];

  static override flags = INSTALL_FLAGS;

  async run(): Promise<void> {
    const { flags } = await this.parse(Install);
    // Loaded here, so that other commands start without it.
    const { runInstall } = await import('../install/run.ts');
    this.end(await runInstall('install', flags, false, this.terminal(flags)));
  }
}
