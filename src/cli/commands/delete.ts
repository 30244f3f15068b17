import { Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { CLUSTER_FLAGS, MANIFEST_FLAGS } from '../cluster/flags.ts';
import { EXIT } from '../exit.ts';
import { PATHS } from '../reading-flags.ts';

export default class Delete extends BaseCommand {
  static override group = 'cluster' as const;

  static override summary = 'Delete the objects of manifests from a cluster, in the order that works.';

  static override description =
    'Sensors go first, then sources, then buses, and so on; each stage is gone before the next one goes.\n\n' +
    'Exit codes: 0 gone, 2 wrong usage, 3 the cluster refused, or something did not go.';

  static override examples = [
    '<%= config.bin %> delete deploy/ --dry-run=server',
    '<%= config.bin %> delete deploy/',
  ];

  static override strict = false;
  static override args = PATHS;

  static override flags = {
    ...CLUSTER_FLAGS,
    project: Flags.string({ helpValue: 'NAME', summary: 'Only what belongs to that project.' }),
    output: MANIFEST_FLAGS.output,
    'dry-run': Flags.option({ options: ['none', 'client', 'server'], default: 'none' } as const)({
      summary: 'Change nothing: list the objects (client), or let the cluster try it (server).',
    }),
    'with-data': Flags.boolean({
      summary:
        'Also Namespaces, CustomResourceDefinitions, PersistentVolumeClaims and buses of other projects, with all that they hold.',
    }),
    timeout: Flags.string({
      helpValue: 'TIME',
      default: '1m',
      summary: 'How long to wait until each stage is gone.',
    }),
    wait: Flags.boolean({ allowNo: true, default: true, summary: 'Wait until each stage is gone.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Delete);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { refuseMissing } = await import('../../load/find.ts');
    const { parseTime, withCluster } = await import('../cluster/run.ts');
    const { outcomeTeller, readyResources, tellOutcomes } = await import('../apply/run.ts');
    const { deleteObjects } = await import('../../apply/delete.ts');
    const timeout = flags.wait ? parseTime(flags.timeout, '--timeout') : 0;
    await refuseMissing(argv.map(String));
    const code = await withCluster(flags, false, async (cluster, signal) => {
      // What is to go need not be right.
      const resources = await readyResources(argv.map(String), { ...flags, lint: false }, cluster, terminal);
      if (resources === undefined) return EXIT.failure;
      const { tell, told } = outcomeTeller(flags.output, terminal);
      const request = {
        dryRun: flags['dry-run'],
        project: flags.project,
        withData: flags['with-data'],
        timeout,
        signal,
        tell,
      };
      const outcomes = await deleteObjects(resources, request, cluster);
      return tellOutcomes(outcomes, flags.output, cluster, terminal, told);
    });
    this.end(code);
  }
}
