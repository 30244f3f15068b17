import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { CLUSTER_FLAGS } from '../cluster/flags.ts';
import { EXIT } from '../exit.ts';

export default class Trace extends BaseCommand {
  static override group = 'watch' as const;

  static override summary = 'Follow a Workflow of a cluster back to its event, or an event to its Workflows.';

  static override description =
    'Reads labels, status and what is left of the logs; nothing is changed.\n\n' +
    'Exit codes: 0 it succeeded, or is at work, 1 it died, 2 wrong usage, 3 the cluster refused or cannot be reached, 130 ended by Ctrl-C.';

  static override examples = [
    '<%= config.bin %> trace deploy-x7k2p -n argo-events',
    '<%= config.bin %> trace a087eaf300b349c98706c4ebfb2627fd -n argo-events --output json',
  ];

  static override args = {
    name: Args.string({
      name: 'WORKFLOW|EVENT-ID',
      description: 'The name of a Workflow, or the id of an event.',
      required: true,
      ignoreStdin: true,
    }),
  };

  static override flags = {
    ...CLUSTER_FLAGS,
    output: Flags.option({ char: 'o', options: ['text', 'json'], default: 'text' } as const)({
      summary: 'How to print it.',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Trace);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { withCluster } = await import('../cluster/run.ts');
    const { traceBack } = await import('../../follow/trace.ts');
    const { renderTrace } = await import('../../report/follow.ts');
    const { renderJson } = await import('../../report/json.ts');
    const code = await withCluster(flags, true, async (cluster, signal) => {
      const result = await traceBack(args.name, cluster, signal);
      this.print(flags.output === 'json' ? renderJson(result) : renderTrace(result, terminal));
      return result.trails.some(({ outcome }) => outcome === 'died') ? EXIT.findings : EXIT.ok;
    });
    this.end(code);
  }
}
