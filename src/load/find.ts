import { basename, dirname, join, normalize } from 'node:path';
import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { type FileStatus, type Files, realFiles } from './files.ts';
import { isKustomization } from './kustomization.ts';
import { isSystemError, systemReason } from './system-error.ts';

/** A file to read. `named` is true when the user named it, and false when it was found in a folder. */
export interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly named: boolean;
  /** True for a pipe, whose size nobody knows. */
  readonly endless?: boolean;
  /** Why it, or a folder below a folder, cannot be read; never on what the user named. */
  readonly unreadable?: UserError;
}

const EXTENSION = /\.(?:ya?ml|json)$/i;

/** Is this the name of a flow test, which is about manifests and is none? */
export function isFlowTestName(name: string): boolean {
  return /\.flowtest\.ya?ml$/i.test(name);
}

/** Does a file of a folder have the name of a manifest? */
export function isManifestName(name: string): boolean {
  return !name.startsWith('.') && EXTENSION.test(name);
}

/**
 * The files that one input means: itself, or all manifests below it if it is a folder. Sorted by path. Rejects with
 * a UserError when the input itself cannot be read; what cannot be below it, says so.
 */
export async function findFiles(files: Files, input: string): Promise<readonly FoundFile[]> {
  const found = await findInput(files, input, isManifestPath);
  if (found.length === 0) throw emptyFolder(input);
  return found;
}

/** The same of flow tests; none where a folder has none. */
export function findFlowTests(files: Files, input: string): Promise<readonly FoundFile[]> {
  return findInput(files, input, isFlowTestName);
}

type Wanted = (path: string) => boolean;

function isManifestPath(path: string): boolean {
  return (EXTENSION.test(path) && !isFlowTestName(path)) || isKustomization(path);
}

async function findInput(files: Files, input: string, wanted: Wanted): Promise<readonly FoundFile[]> {
  const status = await statusOf(files, input);
  if (status === undefined) throw await missing(files, input);
  switch (status.type) {
    case 'folder': {
      const found: FoundFile[] = [];
      await findBelow(files, input, wanted, new Set([status.identity]), found);
      return found;
    }
    case 'other':
      throw new UserError('usage', `"${input}" is neither a file nor a folder`);
    default:
      return [{ path: input, size: status.size, named: true, endless: status.type === 'stream' }];
  }
}

/** A folder, and all below it in which manifests are looked for. */
export async function foldersBelow(files: Files, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const status = await statusOf(files, folder);
  if (status?.type === 'folder')
    await findBelow(files, folder, isManifestPath, new Set([status.identity]), [], found);
  return found;
}

/** A folder that is given, but has nothing to read. */
export function emptyFolder(folder: string): UserError {
  return new UserError(
    'work',
    `the folder "${folder}" has no manifests`,
    'a manifest is a .yaml, .yml or .json file with "apiVersion" and "kind"',
  );
}

/** `above` holds the folders on the way down, so that a link back up is not followed. */
async function findBelow(
  files: Files,
  folder: string,
  wanted: Wanted,
  above: ReadonlySet<string>,
  found: FoundFile[],
  folders: string[] = [],
): Promise<void> {
  folders.push(normalize(folder));
  for (const name of await listOf(files, folder)) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(folder, name);
    try {
      const status = await statusOf(files, path);
      if (status?.type === 'folder') {
        if (!above.has(status.identity)) {
          await findBelow(files, path, wanted, new Set([...above, status.identity]), found, folders);
        }
      } else if (status?.type === 'file' && wanted(path)) {
        found.push({ path, size: status.size, named: false });
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      found.push({ path, size: 0, named: false, unreadable: error });
    }
  }
}

async function statusOf(files: Files, path: string): Promise<FileStatus | undefined> {
  try {
    return await files.status(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function listOf(files: Files, folder: string): Promise<readonly string[]> {
  try {
    return await files.list(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** The error for a path that the operating system does not let us read; other errors stay what they are. */
export function unreadable(path: string, error: unknown): unknown {
  return isSystemError(error)
    ? new UserError('work', `cannot read "${path}": ${systemReason(error)}`)
    : error;
}

/** Before a cluster is looked for: a name with a slip is mended sooner. Throws a UserError (usage). */
export async function refuseMissing(paths: readonly string[], files: Files = realFiles): Promise<void> {
  for (const path of paths) {
    if (path !== '-' && (await files.status(path)) === undefined) throw await missing(files, path);
  }
}

async function missing(files: Files, path: string): Promise<UserError> {
  const meant = await nearestPath(files, path);
  const help = meant === undefined ? undefined : `did you mean "${meant}"?`;
  return new UserError('usage', `there is no file or folder "${path}"`, help);
}

/** The nearest name in the same folder, or in the nearest folder that there is. */
async function nearestPath(files: Files, path: string): Promise<string | undefined> {
  const folder = dirname(path);
  try {
    const status = await files.status(folder);
    if (status?.type === 'folder') {
      const name = nearest(basename(path), await files.list(folder));
      return name === undefined ? undefined : join(folder, name);
    }
    const parent = folder === dirname(folder) ? undefined : await nearestPath(files, folder);
    if (parent === undefined) return undefined;
    const there = join(parent, basename(path));
    return (await files.status(there)) === undefined ? parent : there;
  } catch {
    // A suggestion is a courtesy: a folder that cannot be read has none.
    return undefined;
  }
}
