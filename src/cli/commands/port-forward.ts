import process from 'node:process';
import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { CLUSTER_FLAGS } from '../cluster/flags.ts';
import { EXIT } from '../exit.ts';

export default class PortForward extends BaseCommand {
  static override group = 'watch' as const;

  static override summary = 'Reach event sources of a cluster from this machine.';

  static override description =
    'Forwards their ports until Ctrl-C. A pod that is replaced is followed by its successor.\n\n' +
    'Exit codes: 2 wrong usage, 3 the cluster refused or cannot be reached, 130 ended by Ctrl-C.';

  static override examples = [
    '<%= config.bin %> port-forward webhook -n argo-events',
    '<%= config.bin %> port-forward webhook --port 8080',
  ];

  static override strict = false;
  static override args = {
    eventSource: Args.string({
      name: 'EVENTSOURCE...',
      description: 'Names of event sources; all of the namespace that have a port by default.',
      ignoreStdin: true,
    }),
  };

  static override flags = {
    ...CLUSTER_FLAGS,
    port: Flags.integer({
      min: 0,
      max: 65535,
      helpValue: 'PORT',
      summary:
        'The port of this machine, of a single one; 0 for any free one. By default the same, if it is free.',
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(PortForward);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { withCluster } = await import('../cluster/run.ts');
    const { portForward } = await import('../../port-forward/run.ts');
    const { renderForwarded } = await import('../../report/port-forward.ts');
    const code = await withCluster(flags, false, async (cluster, signal) => {
      const request = { eventSources: argv.map(String), port: flags.port, signal };
      await portForward(request, cluster, {
        opened: (ports) => this.print(renderForwarded(ports, terminal)),
        failed: (eventSource, { message }) => process.stderr.write(`${eventSource}: ${message}\n`),
      });
      return EXIT.ok;
    });
    this.end(code);
  }
}
