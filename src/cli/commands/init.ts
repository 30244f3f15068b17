import { basename, resolve } from 'node:path';
import process from 'node:process';
import { Args } from '@oclif/core';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';
import { giveUp } from '../give-up.ts';
import { INIT_FLAGS } from '../init/flags.ts';
import { givenBy } from '../init/template-parameters.ts';

export default class Init extends BaseCommand {
  static override group = 'write' as const;

  static override summary =
    'Write a project: event bus, event source, sensor, permissions and a sample event.';

  static override description =
    'At a terminal it asks what the flags do not say: what starts the flow, which events pass, which values of the event ' +
    'the trigger gets. With --from-event these are chosen from an event of your own: a body, a whole event, JSON lines, ' +
    'or an HTTP request with its headers. In the end it runs lint, rbac check and test-event on what it has written; with ' +
    '--install it then installs what the flow needs in the cluster.\n\n' +
    'Files that are there already and differ are never overwritten without --force; then nothing at all is written.\n\n' +
    'Exit codes: 0 written or already there, 1 written, and a check fails, 2 wrong usage, 3 files stand in the way or ' +
    'cannot be written, 130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> init demo',
    '<%= config.bin %> init demo --yes --namespace ci --port 9000 --set replicas=1',
    '<%= config.bin %> init build --template github --set owner=example --set repository=app',
    '<%= config.bin %> init demo --yes --install --context kind-dev',
    "<%= config.bin %> init orders --source kafka --trigger http --filter 'headers.type=order.created' --param id=body.orderId",
    '<%= config.bin %> init hook --from-event delivery.txt --dry-run',
    '<%= config.bin %> init --list-templates',
  ];

  static override args = {
    dir: Args.string({
      name: 'DIR',
      description: 'The folder to write to; by default the current one.',
      // oclif would take standard input for it, which may hold an event.
      ignoreStdin: true,
    }),
  };

  static override flags = INIT_FLAGS;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    const terminal = this.terminal(flags);
    const { root } = this.config;
    const { listTemplates, planInit, writeProject } = await import('../init/run.ts');
    if (flags['list-templates']) return this.print(await listTemplates(root, terminal));
    const folder = basename(resolve(args.dir || '.'));
    const given = givenBy(flags);
    // The prompts know the variable, not the flag.
    if (!terminal.color) process.env['NO_COLOR'] = '1';
    const asks = terminal.interactive && !flags.yes;
    const person = asks ? (await import('../init/person.ts')).personAt(terminal, given, folder) : undefined;
    const project = await planInit(root, flags, given, folder, person);
    if (project === undefined) return this.end(giveUp());
    const { force, check, 'dry-run': dryRun } = flags;
    const code = await writeProject(root, project, { dir: args.dir, folder, force, check, dryRun }, terminal);
    if (code !== EXIT.ok || !flags.install) return this.end(code);
    const { installFor } = await import('../init/install.ts');
    const { context, kubeconfig, from = [], wait } = flags;
    const namespace = project.answers.get('namespace') ?? '';
    this.end(await installFor({ namespace, context, kubeconfig, from, wait }, person, terminal));
  }
}
