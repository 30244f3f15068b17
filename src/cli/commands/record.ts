import { join } from 'node:path';
import { BaseCommand } from '../base.ts';
import { RECORD_FLAGS } from '../record/flags.ts';
import { TARGETS } from '../test-event/flags.ts';

export default class RecordEvent extends BaseCommand {
  static override group = 'write' as const;

  static override summary = 'Keep an event as a fixture, and what comes of it as a flow test.';

  static override description =
    'The event is one that is fired as test-event does it, here, at an open port (--listen) or at a cluster, or one ' +
    'that somebody has kept (--from). Headers with credentials and signatures are left out, tokens and the values of ' +
    'Secrets among the manifests are masked. The flow test expects what comes of the kept event; say more, or less. ' +
    'A cluster keeps no data of events, so one that went by cannot be recorded afterwards.\n\n' +
    'Exit codes: 0 recorded, 1 recorded but the cluster did something else than the manifests say, 2 wrong usage, 3 ' +
    'could not be read or written.';

  static override examples = [
    '<%= config.bin %> record -f deploy --event github/push --set body.ref=refs/heads/main',
    '<%= config.bin %> record -f deploy --listen --count 2 --to deploy/hooks.flowtest.yaml',
    'pbpaste | <%= config.bin %> record -f deploy --from -',
    '<%= config.bin %> record webhook/example -f deploy --cluster -n argo-events',
  ];

  static override strict = false;
  static override args = TARGETS;

  static override flags = RECORD_FLAGS;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(RecordEvent);
    // Loaded here, so that other commands start without them.
    const { runRecord } = await import('../record/run.ts');
    const payloads = join(this.config.root, 'payloads');
    this.end(await runRecord(flags, argv.map(String), payloads, this.terminal(flags)));
  }
}
