import { Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { INSTALL_FLAGS } from '../install/flags.ts';

const { context, kubeconfig, namespace, as, 'as-group': asGroup, 'request-timeout': time } = INSTALL_FLAGS;

export default class Uninstall extends BaseCommand {
  static override group = 'cluster' as const;

  static override summary = 'Take away what install put into a cluster, in the order that works.';

  static override description =
    'Sensors, sources and the bus go while their controller lives and lets go of them, then the controllers. ' +
    'Definitions go last, and only with --crds; namespaces stay.\n\n' +
    'Exit codes: 0 gone, 2 wrong usage, 3 refused, or something did not go.';

  static override examples = [
    '<%= config.bin %> uninstall --dry-run',
    '<%= config.bin %> uninstall --all --crds',
  ];

  static override flags = {
    context,
    kubeconfig,
    namespace,
    as,
    'as-group': asGroup,
    'request-timeout': time,
    output: INSTALL_FLAGS.output,
    all: Flags.boolean({
      summary: 'Delete all objects of users first: flows, Workflows and templates, in all namespaces.',
    }),
    'keep-objects': Flags.boolean({
      exclusive: ['all'],
      summary: 'Leave objects of users, which then have no controller.',
    }),
    crds: Flags.boolean({ summary: 'Also delete the definitions, once no object of their kinds is left.' }),
    'dry-run': Flags.boolean({ summary: 'Change nothing: let the cluster try it.' }),
    timeout: Flags.string({
      helpValue: 'TIME',
      default: '2m',
      summary: 'How long to wait until each stage is gone.',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Uninstall);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { parseTime, withCluster } = await import('../cluster/run.ts');
    const { outcomeTeller, tellOutcomes } = await import('../apply/run.ts');
    const { uninstall } = await import('../../install/uninstall.ts');
    const timeout = parseTime(flags.timeout, '--timeout');
    const users = flags.all ? 'delete' : flags['keep-objects'] ? 'keep' : 'refuse';
    const code = await withCluster(flags, false, async (cluster, signal) => {
      const { tell, told } = outcomeTeller(flags.output, terminal);
      const request = { dryRun: flags['dry-run'], users, crds: flags.crds, timeout, signal, tell } as const;
      return tellOutcomes(await uninstall(request, cluster), flags.output, cluster, terminal, told);
    });
    this.end(code);
  }
}
