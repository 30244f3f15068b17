import { BaseCommand } from '../../base.ts';
import { EXIT } from '../../exit.ts';
import { RBAC_FLAGS, RBAC_PATHS } from '../../rbac-flags.ts';

export default class RbacGenerate extends BaseCommand {
  static override summary = 'Print the smallest service accounts, roles and bindings that are enough.';

  static override examples = [
    '<%= config.bin %> rbac generate',
    '<%= config.bin %> rbac generate deploy/ --output json',
  ];

  static override strict = false;
  static override args = RBAC_PATHS;
  static override flags = RBAC_FLAGS;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(RbacGenerate);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { auditManifests } = await import('../../rbac-run.ts');
    const { audit, broken } = await auditManifests(argv.map(String), flags, terminal);
    const { generateObjects } = await import('../../../rbac/generate.ts');
    const { renderObjects } = await import('../../../report/rbac.ts');
    this.print(renderObjects(generateObjects(audit.needs), flags.output));
    this.end(broken ? EXIT.findings : EXIT.ok);
  }
}
