import { Flags } from '@oclif/core';
import { UserError } from '../../../errors.ts';
import { BaseCommand } from '../../base.ts';
import { EXIT } from '../../exit.ts';
import { RBAC_FLAGS, RBAC_PATHS } from '../../rbac-flags.ts';
import { readStdin } from '../../stdin.ts';

export default class RbacExplain extends BaseCommand {
  static override summary = 'Say what a "… is forbidden: User …" means, and what to change.';

  static override description =
    'The text is a line of a log, an error of kubectl or the message of a Workflow; it is read from standard input, ' +
    'or from --text.\n\nExit codes: 0 explained, 2 wrong usage or no refusal in the text, 3 could not read the manifests.';

  static override examples = ['kubectl logs deploy/sensor | <%= config.bin %> rbac explain deploy/'];

  static override strict = false;
  static override args = RBAC_PATHS;
  static override flags = {
    ...RBAC_FLAGS,
    text: Flags.string({ helpValue: 'TEXT', summary: 'The text; standard input by default.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(RbacExplain);
    const terminal = this.terminal(flags);
    const { parseForbidden } = await import('../../../rbac/forbidden.ts');
    const refusals = parseForbidden(flags.text ?? (await readStdin()));
    if (refusals.length === 0) {
      throw new UserError(
        'usage',
        'the text holds no refusal',
        'paste the whole line with "is forbidden: User …"',
      );
    }
    const { auditManifests } = await import('../../rbac-run.ts');
    const { explain } = await import('../../../rbac/explain.ts');
    const { renderExplained } = await import('../../../report/rbac.ts');
    const { audit } = await auditManifests(argv.map(String), flags, terminal);
    this.print(renderExplained(explain(refusals, audit), flags.output, terminal));
    this.end(EXIT.ok);
  }
}
