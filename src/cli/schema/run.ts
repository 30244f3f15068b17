import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { withModeline } from '../../editor/modeline.ts';
import { NEOVIM_SETTINGS, neovimSettings } from '../../editor/neovim.ts';
import {
  type EditorSchema,
  isOwnSchema,
  type Releases,
  schemaFile,
  schemaText,
} from '../../editor/schemas.ts';
import { type SchemaFiles, VSCODE_SETTINGS, vscodeSettings } from '../../editor/vscode.ts';
import { UserError } from '../../errors.ts';
import { readConfig } from '../../lint/config.ts';
import { realFiles } from '../../load/files.ts';
import { loadManifests } from '../../load/load.ts';
import { isSystemError, systemReason } from '../../load/system-error.ts';
import type { PlannedFile } from '../../scaffold/plan.ts';
import { DOCUMENT_KINDS } from '../../schema/document.ts';
import type { Editor } from './flags.ts';

/** The releases that the config in the working folder names. Throws a UserError for a config that is broken. */
export async function configuredReleases(): Promise<Releases> {
  const { versions } = await readConfig({ paths: [] }, realFiles);
  return versions;
}

/** The text of one schema, in the package at `root`. */
export async function textOfSchema(schema: EditorSchema, releases: Releases, root: string): Promise<string> {
  return schemaText(schema, releases, (file) => readFile(join(root, 'schemas', file), 'utf8'));
}

/**
 * The files that are to be written, below the working folder. Writes nothing.
 * Throws a UserError for settings and manifests that cannot be read.
 */
export async function planSchemas(
  schemas: readonly EditorSchema[],
  folder: string,
  editors: readonly Editor[],
  root: string,
): Promise<readonly PlannedFile[]> {
  const releases = await configuredReleases();
  const planned: PlannedFile[] = [];
  for (const schema of schemas) {
    // Below the working folder, or "../" from there: files are written from here.
    const path = relative('', resolve(folder, schemaFile(schema)));
    const there = await textAt(path);
    const own = there !== undefined && isOwnSchema(there) ? { before: there } : {};
    planned.push({ path, text: await textOfSchema(schema, releases, root), ...own });
  }
  const judged = schemas.filter(({ files }) => files.length > 0);
  if (editors.length > 0 && judged.length === 0) {
    throw new UserError(
      'usage',
      'editors need a schema that stands for files, and none of those is chosen',
      'leave --kind out, or choose "manifest"',
    );
  }
  const files: SchemaFiles = new Map(
    judged.map((schema) => [settingOf(folder, schemaFile(schema)), schema.files]),
  );
  for (const editor of new Set(editors)) planned.push(...(await settingsOf(editor, files, folder)));
  return planned;
}

async function settingsOf(
  editor: Editor,
  files: SchemaFiles,
  folder: string,
): Promise<readonly PlannedFile[]> {
  switch (editor) {
    case 'vscode': {
      const before = await textAt(VSCODE_SETTINGS);
      return [change(VSCODE_SETTINGS, before, vscodeSettings(before, files, VSCODE_SETTINGS))];
    }
    case 'neovim': {
      const before = await textAt(NEOVIM_SETTINGS);
      return [change(NEOVIM_SETTINGS, before, neovimSettings(before, files))];
    }
    case 'modeline':
      return modelines(join(folder, 'manifest.schema.json'));
  }
}

/** The manifests of Argo below the working folder, each with its first line. */
async function modelines(schema: string): Promise<readonly PlannedFile[]> {
  const { model, files } = await loadManifests(['.']);
  const kinds: readonly string[] = DOCUMENT_KINDS;
  const named = new Set(
    model.resources.filter(({ kind }) => kinds.includes(kind)).map((one) => one.at([]).file),
  );
  const planned: PlannedFile[] = [];
  for (const { name } of files) {
    if (!named.has(name) || !/\.ya?ml$/i.test(name)) continue;
    // As it lies there: what was loaded has lost its byte order mark.
    const text = await textAt(name);
    if (text !== undefined)
      planned.push(change(name, text, withModeline(text, pathFrom(dirname(name), schema))));
  }
  return planned;
}

function change(path: string, before: string | undefined, text: string): PlannedFile {
  return before === undefined ? { path, text } : { path, text, before };
}

/** As yaml-language-server takes paths: from the folder, with "/" and a "." in front. */
function pathFrom(folder: string, path: string): string {
  const there = relative(resolve(folder), resolve(path)).split(sep).join('/');
  return there.startsWith('../') ? there : `./${there}`;
}

/** Settings that many share hold no path of one machine, unless that is what was asked for. */
function settingOf(folder: string, file: string): string {
  return isAbsolute(folder) ? join(folder, file) : pathFrom('.', join(folder, file));
}

async function textAt(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    if (!isSystemError(error)) throw error;
    throw new UserError('work', `cannot read "${path}": ${systemReason(error)}`);
  }
}
