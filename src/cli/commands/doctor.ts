import { Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { CLUSTER_FLAGS } from '../cluster-flags.ts';
import { EXIT } from '../exit.ts';

export default class Doctor extends BaseCommand {
  static override summary =
    'Say what is wrong with Argo Events and Argo Workflows on a cluster, and with the flows there.';

  static override description =
    'Looks at the conditions of objects and at the pods behind them, at what accounts may do, and at what the linter ' +
    'says. It only reads.\n\n' +
    'Exit codes: 0 no errors, 1 errors found, 2 wrong usage, 3 the cluster cannot be reached, 130 ended by Ctrl-C.';

  static override examples = [
    '<%= config.bin %> doctor -A',
    '<%= config.bin %> doctor -n argo-events --only sensors --wait 2m',
  ];

  static override flags = {
    ...CLUSTER_FLAGS,
    'all-namespaces': Flags.boolean({
      char: 'A',
      helpGroup: 'CLUSTER',
      exclusive: ['namespace'],
      summary: 'Look at all namespaces.',
    }),
    only: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'CHECK',
      summary: 'Only that check or category: sensors, sensors/pods; repeat it for more.',
    }),
    skip: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'CHECK',
      summary: 'Not that check or category; repeat it for more.',
    }),
    wait: Flags.string({
      helpValue: 'TIME',
      summary: 'Look again until there are no errors, for that long at most: 30s, 2m.',
    }),
    output: Flags.option({
      char: 'o',
      options: ['text', 'short', 'json', 'junit'],
      default: 'text',
    } as const)({
      summary: 'How to print it.',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { parseTime, withCluster } = await import('../cluster-run.ts');
    const { chosenChecks, isIll } = await import('../../doctor/run.ts');
    const { examine } = await import('../../doctor/examine.ts');
    const report = await import('../../report/doctor.ts');
    const { openEngine } = await import('../../engine/wasm.ts');
    const checks = chosenChecks({ only: flags.only ?? [], skip: flags.skip ?? [] });
    const wait = flags.wait === undefined ? 0 : parseTime(flags.wait, '--wait');
    const engine = openEngine();
    try {
      const code = await withCluster(flags, true, async (cluster, signal) => {
        const namespace = flags['all-namespaces'] ? undefined : cluster.namespace;
        const asked = { namespace, checks, engine, wait, now: Date.now, signal };
        const { version, results } = await examine(cluster, asked);
        const { context, server } = cluster;
        const seen = { context, server, kubernetes: version, results };
        if (flags.output === 'json') this.print(report.renderDoctorJson(seen));
        else if (flags.output === 'junit') this.print(report.renderDoctorJunit(seen));
        else if (flags.output === 'short') this.print(report.renderDoctorShort(seen));
        else this.print(report.renderDoctor(seen, terminal));
        return isIll(results) ? EXIT.findings : EXIT.ok;
      });
      this.end(code);
    } finally {
      engine.close();
    }
  }
}
