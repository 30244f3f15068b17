import { Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { CLUSTER_FLAGS, MANIFEST_FLAGS } from '../cluster/flags.ts';
import { EXIT } from '../exit.ts';
import { PATHS } from '../reading-flags.ts';

export default class Apply extends BaseCommand {
  static override group = 'cluster' as const;

  static override summary = 'Apply manifests to a cluster, once the linter has nothing against them.';

  static override description =
    'The cluster tries all objects first and refuses them together; then they are applied in the order in which they ' +
    'need each other, as field manager "argoflow".\n\n' +
    'Exit codes: 0 applied, 1 the linter finds errors, 2 wrong usage, 3 the cluster refused or cannot be reached.';

  static override examples = [
    '<%= config.bin %> apply deploy/ --dry-run=server',
    '<%= config.bin %> apply deploy/ --project orders --prune -n argo-events',
  ];

  static override strict = false;
  static override args = PATHS;

  static override flags = {
    ...CLUSTER_FLAGS,
    ...MANIFEST_FLAGS,
    'dry-run': Flags.option({ options: ['none', 'client', 'server'], default: 'none' } as const)({
      summary: 'Change nothing: list the objects (client), or let the cluster try them (server).',
    }),
    prune: Flags.boolean({
      dependsOn: ['project'],
      summary: 'Delete what the project applied before and the files no longer hold.',
    }),
    'force-conflicts': Flags.boolean({ summary: 'Take over fields that others own.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Apply);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { refuseMissing } = await import('../../load/find.ts');
    const { withCluster } = await import('../cluster/run.ts');
    const { outcomeTeller, readyResources, tellOutcomes } = await import('../apply/run.ts');
    const { applyObjects } = await import('../../apply/apply.ts');
    await refuseMissing(argv.map(String));
    const code = await withCluster(flags, false, async (cluster, signal) => {
      const resources = await readyResources(argv.map(String), flags, cluster, terminal);
      if (resources === undefined) return EXIT.findings;
      const { tell, told } = outcomeTeller(flags.output, terminal);
      const request = {
        dryRun: flags['dry-run'],
        force: flags['force-conflicts'],
        project: flags.project,
        prune: flags.prune,
        signal,
        tell,
      };
      const outcomes = await applyObjects(resources, request, cluster);
      return tellOutcomes(outcomes, flags.output, cluster, terminal, told);
    });
    this.end(code);
  }
}
