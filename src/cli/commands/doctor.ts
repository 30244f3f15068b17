import { BaseCommand } from '../base.ts';
import { DOCTOR_FLAGS } from '../doctor/flags.ts';

export default class Doctor extends BaseCommand {
  static override group = 'watch' as const;

  static override summary =
    'Say what is wrong with Argo Events and Argo Workflows on a cluster, and with the flows there.';

  static override description =
    'Looks at the conditions of objects and at the pods behind them, at what accounts may do, and at what the linter ' +
    'says. It only reads; with --fix it grants missing rights, and changes nothing else.\n\n' +
    'Exit codes: 0 no errors, 1 errors found, 2 wrong usage, 3 the cluster cannot be reached, 130 ended by Ctrl-C.';

  static override examples = [
    '<%= config.bin %> doctor -A',
    '<%= config.bin %> doctor -n argo-events --only sensors --wait 2m',
    '<%= config.bin %> doctor -A --bundle support.zip',
  ];

  static override flags = DOCTOR_FLAGS;

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    // Loaded here, so that other commands start without it.
    const { runDoctor } = await import('../doctor/run.ts');
    this.end(await runDoctor(flags, this.terminal(flags)));
  }
}
