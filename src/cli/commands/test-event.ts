import { join } from 'node:path';
import process from 'node:process';
import { Args } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';
import { readStdin } from '../stdin.ts';
import { TEST_EVENT_FLAGS } from '../test-event-flags.ts';

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
    `<%= config.bin %> test-event webhook/example -f demo --data '{"message":"hello"}' --expect fires`,
    '<%= config.bin %> test-event -f demo --set body.ref=refs/heads/main --output json',
    '<%= config.bin %> test-event -f ci --event github/pull_request.labeled --set body.label.name=preview',
    '<%= config.bin %> test-event -f demo --listen --port 0',
    '<%= config.bin %> test-event webhook/example --cluster -n argo-events --logs',
  ];

  static override strict = false;
  static override args = {
    event: Args.string({
      name: 'EVENTSOURCE[/EVENT]...',
      description: 'What to fire; the only event by default.',
      // oclif would take standard input for it, which may hold manifests or data.
      ignoreStdin: true,
    }),
  };

  static override flags = TEST_EVENT_FLAGS;

  async run(): Promise<void> {
    const { argv, flags, raw } = await this.parse(TestEvent);
    if (flags.cluster || flags.context !== undefined) {
      // Loaded here, so that nothing of a cluster is touched by a local run.
      const { refuseLocal, runOnCluster } = await import('../test-event-cluster.ts');
      refuseLocal(raw.flatMap((token) => (token.type === 'flag' ? [token.flag] : [])));
      const payloads = join(this.config.root, 'payloads');
      const print = (text: string) => this.print(text);
      this.end(await runOnCluster(flags, argv.map(String), payloads, print, this.terminal(flags)));
      return;
    }
    // Loaded here, so that other commands start without them.
    const { runTestEvent } = await import('../../test-event/run.ts');
    const { renderEnd, renderPorts, renderRequest, renderResult } = await import(
      '../../report/test-event-output.ts'
    );
    const { output } = flags;
    const style = this.terminal(flags);
    const interruption = new AbortController();
    const interrupt = () => interruption.abort();
    if (flags.listen) process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    try {
      const { result, sources } = await runTestEvent(
        {
          ...flags,
          targets: argv.map(String),
          nodeOutputs: flags['node-output'],
          payloads: join(this.config.root, 'payloads'),
        },
        readStdin,
        {
          // News for a person, and no part of what a program reads from standard output.
          opened: (ports) => void process.stderr.write(renderPorts(ports, style)),
          received: (one, texts) => this.print(renderRequest(one, texts, output, style)),
        },
        interruption.signal,
      );
      this.print(
        flags.listen ? renderEnd(result, output, style) : renderResult(result, sources, output, style),
      );
      if (interruption.signal.aborted) this.end(EXIT.interrupted);
      else this.end(result.asExpected ? EXIT.ok : EXIT.findings);
    } finally {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    }
  }
}
