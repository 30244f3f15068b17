import process from 'node:process';
import { Flags } from '@oclif/core';
import { UserError } from '../../../errors.ts';
import { BaseCommand } from '../../base.ts';
import { EXIT } from '../../exit.ts';
import { RBAC_FLAGS } from '../../rbac/flags.ts';
import { PATHS } from '../../reading-flags.ts';
import { readStdin } from '../../stdin.ts';

export default class RbacExplain extends BaseCommand {
  static override group = 'check' as const;

  static override summary = 'Say what a "… is forbidden: User …" means, and what to change.';

  static override description =
    'The text is a log, an error of kubectl or the message of a Workflow, as it is, inside JSON, or wrapped by a ' +
    'terminal; it is read from standard input (paste it, and end it with Ctrl-D), or from --text. Each refusal in it is ' +
    'explained: who asks for it, what is missing in which object, and the patch.\n\nExit codes: 0 explained, 2 wrong usage or no refusal in the text, 3 could not read the manifests.';

  static override examples = [
    'kubectl logs deploy/sensor | <%= config.bin %> rbac explain deploy/',
    '<%= config.bin %> rbac explain deploy/ --text "$(kubectl get workflow build-x7 -o json)"',
  ];

  static override strict = false;
  static override args = PATHS;
  static override flags = {
    ...RBAC_FLAGS,
    text: Flags.string({ helpValue: 'TEXT', summary: 'The text; standard input by default.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(RbacExplain);
    const terminal = this.terminal(flags);
    if (flags.text === undefined && argv.includes('-'))
      throw new UserError(
        'usage',
        'standard input can hold the text or the manifests, not both',
        'write the text behind --text',
      );
    if (flags.text === undefined && process.stdin.isTTY)
      process.stderr.write('paste the text, then press Enter and Ctrl-D\n');
    const { parseForbidden } = await import('../../../rbac/forbidden.ts');
    const refusals = parseForbidden(flags.text ?? (await readStdin()));
    if (refusals.length === 0) {
      throw new UserError(
        'usage',
        'the text holds no refusal',
        'paste the whole line with "is forbidden: User …"',
      );
    }
    const { auditManifests } = await import('../../rbac/run.ts');
    const { explain } = await import('../../../rbac/explain.ts');
    const { renderExplained } = await import('../../../report/rbac.ts');
    const { audit, model, texts } = await auditManifests(argv.map(String), flags, terminal);
    this.print(renderExplained(explain(refusals, audit, model), texts, flags.output, terminal));
    this.end(EXIT.ok);
  }
}
