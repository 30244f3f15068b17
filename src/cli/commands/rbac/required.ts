import { BaseCommand } from '../../base.ts';
import { EXIT } from '../../exit.ts';
import { RBAC_FLAGS } from '../../rbac/flags.ts';
import { PATHS } from '../../reading-flags.ts';

export default class RbacRequired extends BaseCommand {
  static override group = 'check' as const;

  static override summary = 'Show what each service account needs, and why.';

  static override examples = [
    '<%= config.bin %> rbac required',
    '<%= config.bin %> rbac required deploy/ --output json',
  ];

  static override strict = false;
  static override args = PATHS;
  static override flags = RBAC_FLAGS;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(RbacRequired);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { auditManifests } = await import('../../rbac/run.ts');
    const { audit, broken } = await auditManifests(argv.map(String), flags, terminal);
    const { renderRequired } = await import('../../../report/rbac.ts');
    this.print(renderRequired(audit, flags.output, terminal));
    this.end(broken ? EXIT.findings : EXIT.ok);
  }
}
