import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { CLUSTER_FLAGS } from '../cluster/flags.ts';
import { EXIT } from '../exit.ts';

export default class Logs extends BaseCommand {
  static override group = 'watch' as const;

  static override summary = 'Show what the pods of a flow say: event source, sensor and Workflows together.';

  static override description =
    'Exit codes: 0 done, 2 wrong usage, 3 the cluster refused or cannot be reached, 130 ended by Ctrl-C.';

  static override examples = [
    '<%= config.bin %> logs webhook -n argo-events',
    '<%= config.bin %> logs webhook -f --tail 10',
  ];

  static override args = {
    flow: Args.string({
      name: 'FLOW',
      description: 'The name of an event source or of a sensor.',
      required: true,
      ignoreStdin: true,
    }),
  };

  static override flags = {
    ...CLUSTER_FLAGS,
    follow: Flags.boolean({ char: 'f', summary: 'Go on until Ctrl-C, over restarts and new Workflows.' }),
    raw: Flags.boolean({
      summary: 'Print the lines as the pods wrote them, and those of the executor of Argo Workflows, too.',
    }),
    tail: Flags.integer({ min: 0, helpValue: 'N', summary: 'Only the last lines of each pod.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Logs);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { withCluster } = await import('../cluster/run.ts');
    const { flowLogs } = await import('../../follow/logs.ts');
    const { renderFlowLine, renderRawLine } = await import('../../report/follow.ts');
    const code = await withCluster(flags, true, async (cluster, signal) => {
      const { follow, tail, raw } = flags;
      await flowLogs({ flow: args.flow, follow, tail, raw, signal }, cluster, (line) =>
        this.print(raw ? renderRawLine(line, terminal) : renderFlowLine(line, terminal)),
      );
      return EXIT.ok;
    });
    this.end(code);
  }
}
