import { BaseCommand } from '../../base.ts';
import { EXIT } from '../../exit.ts';
import { RBAC_FLAGS } from '../../rbac/flags.ts';
import { PATHS } from '../../reading-flags.ts';

export default class RbacCheck extends BaseCommand {
  static override group = 'check' as const;

  static override summary = 'Find what service accounts lack, and why.';

  static override description =
    'What the flow needs is compared with what the roles and bindings among the files grant. A right is judged when they ' +
    'hold a binding of its namespace or of its account; what they do not tell is listed as not checked, and fails only ' +
    'with --complete, which says that there is nothing else. What only a run decides is listed as not known.\n\n' +
    'Exit codes: 0 nothing is missing of what could be checked, 1 something is missing, 2 wrong usage, 3 could not read ' +
    'the manifests.';

  static override examples = [
    '<%= config.bin %> rbac check',
    '<%= config.bin %> rbac check deploy/ --complete --output json',
  ];

  static override strict = false;
  static override args = PATHS;
  static override flags = RBAC_FLAGS;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(RbacCheck);
    const terminal = this.terminal(flags);
    // Loaded here, so that other commands start without them.
    const { auditManifests } = await import('../../rbac/run.ts');
    const { audit, broken } = await auditManifests(argv.map(String), flags, terminal);
    const { renderCheck } = await import('../../../report/rbac.ts');
    this.print(renderCheck(audit, flags.output, terminal));
    const found = broken || audit.gaps.length > 0 || audit.homeless.length > 0;
    this.end(found ? EXIT.findings : EXIT.ok);
  }
}
