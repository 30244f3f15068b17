import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Fetcher } from './download.ts';
import { LOCKED_FILES, type LockedFile, type Scope } from './lock.ts';

/** A file with manifests to install. */
export interface Artefact {
  /** The path or URL as it was given. */
  readonly name: string;
  readonly text: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** The release that has exactly these bytes; undefined for any other file. */
  readonly release: LockedFile | undefined;
}

/** Downloads a file of the lock. Throws a UserError (work) when it does not have the bytes that the lock names. */
export async function fetchLocked(
  file: LockedFile,
  fetcher: Fetcher,
  signal?: AbortSignal,
): Promise<Artefact> {
  const artefact = artefactOf(file.url, await fetcher(file.url, signal));
  if (artefact.sha256 === file.sha256) return artefact;
  throw new UserError(
    'work',
    `"${file.url}" has another checksum than the lock: expected sha256 ${file.sha256} (taken of ${file.sumOf}), ` +
      `got ${artefact.sha256}`,
    'nothing was changed; once you have seen that the file is right, install it with --from FILE',
  );
}

/** The files behind `--from`: a file, a URL, or a folder with the manifests of that scope. Throws a UserError. */
export async function readFrom(
  from: string,
  scope: Scope,
  fetcher: Fetcher,
  signal?: AbortSignal,
): Promise<readonly Artefact[]> {
  if (/^https?:\/\//i.test(from)) return [artefactOf(from, await fetcher(from, signal))];
  const files = await manifestsAt(from, scope);
  return await Promise.all(files.map(async (file) => artefactOf(file, await readBytes(file))));
}

/** The release files have the same names in all projects and scopes; of a folder, those of the other scope are left. */
async function manifestsAt(path: string, scope: Scope): Promise<readonly string[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!found.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true }).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const files = names
    .filter((name) => /\.ya?ml$/.test(name))
    .filter((name) => isOfScope(basename(name), scope))
    .sort((a, b) => (a < b ? -1 : 1));
  if (files.length > 0) return files.map((name) => join(path, name));
  throw new UserError(
    'work',
    `the folder "${path}" holds no manifests to install with scope "${scope}"`,
    'its files end in .yaml; those of the release pages are called install.yaml and namespace-install.yaml',
  );
}

function isOfScope(name: string, scope: Scope): boolean {
  const isNamespace = /namespace-install\.ya?ml$/.test(name);
  if (isNamespace) return scope === 'namespace';
  return !(scope === 'namespace' && /(?:^|-)install\.ya?ml$/.test(name));
}

function artefactOf(name: string, bytes: Uint8Array): Artefact {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const release = LOCKED_FILES.find((file) => file.sha256 === sha256);
  return { name, text: Buffer.from(bytes).toString('utf8'), sha256, release };
}

async function readBytes(file: string): Promise<Uint8Array> {
  return await readFile(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
}

function unreadable(path: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why =
    code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'not allowed' : String(code ?? error);
  return new UserError('work', `cannot read "${path}": ${why}`);
}
