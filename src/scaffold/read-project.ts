import { readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '../errors.ts';
import { readConfig } from '../lint/config.ts';
import { realFiles } from '../load/files.ts';
import { emptyFolder } from '../load/find.ts';
import { type Loaded, loadManifests } from '../load/load.ts';
import { KUSTOMIZATIONS } from './kustomization.ts';
import { modelOf, type Project } from './project.ts';

/**
 * Reads the project in `folder`, which need not exist: a folder that is not there is a project that begins.
 * Throws a UserError (work) for a project that cannot be read whole, because a name could be taken in the rest.
 */
export async function readProject(folder: string): Promise<Project> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === false) throw new UserError('work', `"${folder}" is a file, not a folder`);
  const config = await readConfig({ paths: [folder] }, realFiles);
  const rest = {
    scope: { complete: config.complete, external: config.external },
    releases: config.versions,
    kustomization: await kustomizationOf(folder),
  };
  const loaded = found !== undefined ? await loadFolder(folder) : undefined;
  if (loaded === undefined) return { ...rest, texts: new Map(), model: modelOf(new Map()) };
  refuseBroken(loaded);
  const texts = new Map(loaded.files.map(({ name, text }) => [relative(folder, name), text]));
  return { ...rest, texts, model: modelOf(texts) };
}

async function loadFolder(folder: string): Promise<Loaded | undefined> {
  return loadManifests([folder]).catch((error: unknown) => {
    if (error instanceof UserError && error.message === emptyFolder(folder).message) return undefined;
    throw error;
  });
}

function refuseBroken({ diagnostics, model }: Loaded): void {
  const own = new Set(model.diagnostics);
  const broken = diagnostics.find((diagnostic) => diagnostic.severity === 'error' && !own.has(diagnostic));
  if (broken === undefined) return;
  const { file, range } = broken.at;
  const place = file === undefined ? '' : `${file}${range === undefined ? '' : `:${range.start.line}`}: `;
  throw new UserError('work', `${place}${broken.message}`, 'nothing is written: mend this first');
}

async function kustomizationOf(folder: string): Promise<Project['kustomization']> {
  for (const path of KUSTOMIZATIONS) {
    const text = await readFile(join(folder, path), 'utf8').catch(() => undefined);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
