import { Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { CLUSTER_FLAGS, MANIFEST_FLAGS } from '../cluster/flags.ts';
import { EXIT } from '../exit.ts';
import { PATHS } from '../reading-flags.ts';

export default class Diff extends BaseCommand {
  static override group = 'cluster' as const;

  static override summary = 'Show what applying manifests would change in a cluster.';

  static override description =
    'The cluster itself says it, after a dry run. Values of Secrets are masked.\n\n' +
    'Exit codes: 0 no difference, 1 differences, or errors of the linter, 2 wrong usage, 3 the cluster refused or cannot be reached.';

  static override examples = [
    '<%= config.bin %> diff deploy/',
    '<%= config.bin %> diff deploy/ --project orders --prune --output json',
  ];

  static override strict = false;
  static override args = PATHS;

  static override flags = {
    ...CLUSTER_FLAGS,
    ...MANIFEST_FLAGS,
    prune: Flags.boolean({ dependsOn: ['project'], summary: 'Show also what --prune would delete.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Diff);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { refuseMissing } = await import('../../load/find.ts');
    const { withCluster } = await import('../cluster/run.ts');
    const { readyResources } = await import('../apply/run.ts');
    const { differences } = await import('../../apply/difference.ts');
    const { renderDifferences, renderDifferencesJson } = await import('../../report/apply.ts');
    await refuseMissing(argv.map(String));
    const code = await withCluster(flags, false, async (cluster, signal) => {
      const resources = await readyResources(argv.map(String), flags, cluster, terminal);
      if (resources === undefined) return EXIT.findings;
      const { project, prune } = flags;
      const found = await differences(resources, { project, prune, signal }, cluster);
      this.print(
        flags.output === 'json' ? renderDifferencesJson(found, cluster) : renderDifferences(found, terminal),
      );
      return found.length === 0 ? EXIT.ok : EXIT.findings;
    });
    this.end(code);
  }
}
