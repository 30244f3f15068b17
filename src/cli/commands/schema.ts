import { UserError } from '../../errors.ts';
import { BaseCommand } from '../base.ts';
import { EXIT } from '../exit.ts';
import { SCHEMA_FLAGS, SCHEMA_FOLDER } from '../schema/flags.ts';

export default class Schema extends BaseCommand {
  static override group = 'tools' as const;

  static override summary =
    "Write JSON Schemas of Argo's kinds and of argoflow's files, and set editors up with them.";

  static override description =
    'They know the releases that the config in this folder names, or the newest ones. Settings keep what else is in ' +
    'them, and their comments. VS Code needs the extension redhat.vscode-yaml; Neovim 0.11 the server yamlls and ' +
    '"exrc"; "modeline" names the schema in the first line of each manifest, for every editor with ' +
    'yaml-language-server.\n\n' +
    'Exit codes: 0 written, printed or already there, 2 wrong usage, 3 files stand in the way or cannot be read or ' +
    'written.';

  static override examples = [
    '<%= config.bin %> schema --editor vscode',
    '<%= config.bin %> schema --kind Sensor > sensor.schema.json',
    '<%= config.bin %> schema --output schemas --editor neovim --dry-run',
  ];

  static override flags = SCHEMA_FLAGS;

  async run(): Promise<void> {
    const { flags } = await this.parse(Schema);
    const { chooseSchemas } = await import('../../editor/schemas.ts');
    const { renderSchemaFiles, renderSchemaList } = await import('../../report/schema.ts');
    const { configuredReleases, planSchemas, textOfSchema } = await import('../schema/run.ts');
    const { compareFiles, refuseLosses, writeFiles } = await import('../../scaffold/write.ts');
    const style = this.terminal(flags);
    const schemas = chooseSchemas(flags.kind ?? []);
    if (flags.list) return this.print(renderSchemaList(schemas, style));
    const { output, editor: editors = [], kind = [] } = flags;
    const [only, second] = schemas;
    if (kind.length > 0 && output === undefined && editors.length === 0 && only !== undefined) {
      if (second !== undefined)
        throw new UserError('usage', 'one schema can be printed, not several', 'add --output DIR');
      this.print(await textOfSchema(only, await configuredReleases(), this.config.root));
      return this.end(EXIT.ok);
    }
    const files = await planSchemas(schemas, output ?? SCHEMA_FOLDER, editors, this.config.root);
    const options = { overwrite: flags.force, help: 'see them with --dry-run, overwrite them with --force' };
    const dryRun = flags['dry-run'];
    const actions = dryRun ? await compareFiles('.', files) : await writeFiles('.', files, options);
    this.print(renderSchemaFiles(actions, { dryRun }, style));
    if (dryRun) refuseLosses('.', actions, options);
    this.end(EXIT.ok);
  }
}
