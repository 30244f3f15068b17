import { BaseCommand } from '../../base.ts';
import { commandLine } from '../../command-line.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold/flags.ts';

const { force, 'dry-run': dryRun, diff } = SCAFFOLD_FLAGS;

export default class ScaffoldRbac extends BaseCommand {
  static override group = 'write' as const;

  static override summary =
    'Add the accounts, roles and bindings that the flow of a project needs and does not have.';

  static override description =
    'Accounts that are nowhere come into rbac.yaml, with the smallest roles that are enough; roles that lack something ' +
    'get it, and keep their comments.\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files cannot be read or written.';

  static override examples = [
    '<%= config.bin %> scaffold rbac',
    '<%= config.bin %> scaffold rbac deploy --diff',
  ];

  static override args = { dir: DIR };

  static override flags = { force, 'dry-run': dryRun, diff };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldRbac);
    // Loaded here, so that other commands start without them.
    const { finishPart, renderObject } = await import('../../scaffold/run.ts');
    const { planPermissions } = await import('../../../scaffold/part.ts');
    const { dir: folder = '.' } = args;
    const planned = await planPermissions(folder, renderObject);
    const next = commandLine(['argoflow', 'rbac', 'check', folder]);
    this.end(await finishPart(planned, folder, flags, next, this.terminal(flags)));
  }
}
