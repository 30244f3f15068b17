import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import type { Template, TemplateFile } from './template.ts';
import { parseTemplateYaml } from './template-yaml.ts';

/** What describes a template inside its folder, and does not become a file of the project. */
const DESCRIPTION = 'template.yaml';

/** The names of the templates in the folder `root`: its folders that hold a template.yaml. Sorted. */
export async function listTemplates(root: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of await readFolder(root)) {
    if (!entry.isDirectory()) continue;
    const inside = await readFolder(join(root, entry.name));
    if (inside.some((file) => file.name === DESCRIPTION)) names.push(entry.name);
  }
  return names.sort((a, b) => (a < b ? -1 : 1));
}

/** Reads all templates of the folder `root`. Throws what {@link readTemplate} throws. */
export async function readTemplates(root: string): Promise<readonly Template[]> {
  const names = await listTemplates(root);
  return Promise.all(names.map((name) => readTemplate(root, name)));
}

/**
 * Reads the template `name` of the folder `root`.
 * Throws a UserError: `usage` when there is no such template, `work` when it cannot be read or is broken.
 */
export async function readTemplate(root: string, name: string): Promise<Template> {
  return readNamed(root, name, 'template', 'templates');
}

/**
 * {@link readTemplate} for a folder in which each template is a kind of the same thing, in any spelling:
 * `argo-workflow` for `argoWorkflow`.
 */
export async function readKind(root: string, kind: string): Promise<Template> {
  return readNamed(root, (await kindNamed(root, kind)) ?? kind, 'kind', 'kinds');
}

/** The kind that a spelling means among those of the folder `root`; undefined for none. */
export async function kindNamed(root: string, kind: string): Promise<string | undefined> {
  const plain = (name: string) => name.replace(/[-_ ]/g, '').toLowerCase();
  return (await listTemplates(root)).find((name) => plain(name) === plain(kind));
}

async function readNamed(root: string, name: string, one: string, many: string): Promise<Template> {
  const names = await listTemplates(root);
  if (!names.includes(name)) {
    const near = nearest(name, names);
    throw new UserError(
      'usage',
      `no ${one} "${name}"${didYouMean(near)}`,
      names.length === 0 ? `there is none in ${root}` : `the ${many} are ${names.join(', ')}`,
    );
  }
  const folder = join(root, name);
  const description = await readText(join(folder, DESCRIPTION));
  const { title, parameters, flow } = parseTemplateYaml(description, `${name}/${DESCRIPTION}`);
  const files = (await readFiles(folder, '')).filter(({ path }) => path !== DESCRIPTION);
  return { name, title, parameters, files, flow };
}

async function readFiles(folder: string, prefix: string): Promise<readonly TemplateFile[]> {
  const files: TemplateFile[] = [];
  const entries = await readFolder(folder);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${prefix}${entry.name}`;
    const place = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await readFiles(place, `${path}/`)));
    else if (entry.isFile()) files.push({ path, text: await readText(place) });
  }
  return files;
}

async function readFolder(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** Markers can only be found in text: a file that is not UTF-8 is a mistake in the template. */
async function readText(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError('work', `the template's "${path}" is not UTF-8 text`);
  }
}

function unreadable(path: string, error: unknown): UserError {
  const cause = error instanceof Error ? error.message : String(error);
  return new UserError('work', `cannot read the template's "${path}": ${cause}`);
}
