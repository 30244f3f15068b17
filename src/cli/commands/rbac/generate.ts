import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { EXIT } from '../../exit.ts';
import { RBAC_FLAGS } from '../../rbac/flags.ts';
import { PATHS } from '../../reading-flags.ts';

export default class RbacGenerate extends BaseCommand {
  static override group = 'check' as const;

  static override summary = 'Print the smallest service accounts, roles and bindings that are enough.';

  static override description =
    'With --patch or --shrink, the roles that are there are changed instead, comments kept: what would change is shown ' +
    'as a patch, and written with --write only.\n\n' +
    'Exit codes: 0 printed, written, or nothing to change, 1 there is something to change or what is missing cannot be ' +
    'written anywhere, 2 wrong usage, 3 could not read the manifests.';

  static override examples = [
    '<%= config.bin %> rbac generate',
    '<%= config.bin %> rbac generate deploy/ --patch --shrink',
    '<%= config.bin %> rbac generate deploy/ --patch --write',
  ];

  static override strict = false;
  static override args = PATHS;
  static override flags = {
    ...RBAC_FLAGS,
    patch: Flags.boolean({ summary: 'Grant what is missing in the roles that are there.' }),
    shrink: Flags.boolean({
      summary: 'Take from the roles that are there what the flow does not need: wildcards, verbs, resources.',
    }),
    write: Flags.boolean({ summary: 'Write what --patch and --shrink change into the files.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(RbacGenerate);
    const terminal = this.terminal(flags);
    const paths = argv.map(String);
    // Loaded here, so that other commands start without them.
    if (flags.patch || flags.shrink || flags.write) {
      const { patchManifests } = await import('../../rbac/patch.ts');
      return this.end(await patchManifests(paths, flags, terminal));
    }
    const { auditManifests } = await import('../../rbac/run.ts');
    const { audit, broken } = await auditManifests(paths, flags, terminal);
    const { generateObjects } = await import('../../../rbac/generate.ts');
    const { renderObjects } = await import('../../../report/rbac.ts');
    this.print(renderObjects(generateObjects(audit.needs), flags.output));
    this.end(broken ? EXIT.findings : EXIT.ok);
  }
}
