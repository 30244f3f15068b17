import { BaseCommand } from '../base.ts';
import { GRAPH_FLAGS } from '../graph/flags.ts';
import { PATHS } from '../reading-flags.ts';

export default class Graph extends BaseCommand {
  static override group = 'check' as const;

  static override summary = 'Draw the way of events: sources, buses, sensors, triggers, Workflows, accounts.';

  static override description =
    'Edges carry filters, transformations and the permissions that they need; links that lead nowhere are red. What ' +
    'lint and rbac find is shown where it stands.\n\n' +
    'Exit codes: 0 every link leads somewhere, 1 broken links or manifests, 2 wrong usage, 3 could not read or write.';

  static override examples = [
    '<%= config.bin %> graph deploy/',
    '<%= config.bin %> graph deploy/ -o html=flow.html',
    '<%= config.bin %> graph deploy/ -o svg=flow.svg -o mermaid=flow.mmd',
    '<%= config.bin %> graph deploy/ --diff origin/main -o markdown',
  ];

  static override strict = false;
  static override args = PATHS;

  static override flags = GRAPH_FLAGS;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Graph);
    // Loaded here, so that other commands start without it.
    const { runGraph } = await import('../graph/run.ts');
    this.end(await runGraph(argv.map(String), flags, this.terminal(flags)));
  }
}
