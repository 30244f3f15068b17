import { join } from 'node:path';
import { BaseCommand } from '../base.ts';
import { TARGETS, TEST_EVENT_FLAGS } from '../test-event/flags.ts';

export default class TestEvent extends BaseCommand {
  static override group = 'check' as const;

  static override summary = 'Fire an event through the manifests and show what becomes of it, hop by hop.';

  static override description =
    'Nothing outside this process is changed: triggers are rendered, not run. With --cluster or --context it is fired ' +
    'for real at an event source of that cluster, and followed to the pods of its Workflow. Several events are fired in their ' +
    'order into the same state, as for a sensor with several dependencies.\n\n' +
    'Exit codes: 0 as expected (without --expect: it fires, and its Workflow can succeed), 1 not as expected, ' +
    '2 wrong usage, 3 could not run, 130 ended with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> test-event -f demo',
    `<%= config.bin %> test-event demo/deploy -f demo --data '{"message":"hello"}' --expect fires`,
    '<%= config.bin %> test-event -f demo --set body.ref=refs/heads/main --output json',
    '<%= config.bin %> test-event -f ci --event github/pull_request.labeled --set body.label.name=preview',
    '<%= config.bin %> test-event -f demo --listen --port 0',
    '<%= config.bin %> test-event webhook/example --cluster -n argo-events --logs',
  ];

  static override strict = false;
  static override args = TARGETS;

  static override flags = TEST_EVENT_FLAGS;

  async run(): Promise<void> {
    const { argv, flags, raw } = await this.parse(TestEvent);
    const targets = argv.map(String);
    const payloads = join(this.config.root, 'payloads');
    const print = (text: string) => this.print(text);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them, and nothing of a cluster is touched by a local run.
    if (flags.cluster || flags.context !== undefined) {
      const { refuseLocal, runOnCluster } = await import('../test-event/cluster.ts');
      refuseLocal(raw.flatMap((token) => (token.type === 'flag' ? [token.flag] : [])));
      return this.end(await runOnCluster(flags, targets, payloads, print, terminal));
    }
    const { runHere } = await import('../test-event/run.ts');
    this.end(await runHere(flags, targets, payloads, print, terminal));
  }
}
