import { join } from 'node:path';
import { Args } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { FLOW_TEST_FLAGS } from '../flow-test/flags.ts';

export default class Test extends BaseCommand {
  static override group = 'check' as const;

  static override summary = 'Run flow tests: events, and what must come of them.';

  static override description =
    'A flow test is a file NAME.flowtest.yaml beside the manifests: an event, and whether it fires or is filtered, with ' +
    'which parameters, resource and Workflow; or a table of such cases. schemas/flowtest.v1.schema.json describes it. ' +
    'Nothing is sent to anybody: the events go the way that test-event shows.\n\n' +
    'Exit codes: 0 all passed, 1 a case failed or too little is covered, 2 wrong usage or a file that is no flow test, ' +
    '3 could not read the manifests, 130 ended by Ctrl-C.';

  static override examples = [
    '<%= config.bin %> test',
    '<%= config.bin %> test deploy/ -t "a push to main" --watch',
    '<%= config.bin %> test --coverage-min 80 --output text --output junit=report.xml',
  ];

  static override strict = false;
  static override args = {
    path: Args.string({
      name: 'PATH...',
      description: 'Flow tests, and folders with such; the current folder by default.',
      ignoreStdin: true,
    }),
  };

  static override flags = FLOW_TEST_FLAGS;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Test);
    // Loaded here, so that other commands start without them.
    const { runFlowTestCommand } = await import('../flow-test/run.ts');
    const payloads = join(this.config.root, 'payloads');
    this.end(await runFlowTestCommand(argv.map(String), flags, payloads, this.terminal(flags)));
  }
}
