import { randomBytes } from 'node:crypto';
import * as nodeDisk from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The calls of the disk that this file makes; node:fs/promises has them all. */
export type Disk = Pick<typeof nodeDisk, 'chmod' | 'realpath' | 'rename' | 'rm' | 'stat' | 'writeFile'>;

/**
 * Writes a file so that it holds the whole of the content or what it held before: it is written beside the file, and takes
 * its place only when all of it is on the disk. Links are followed; what is no file (a pipe, a device) is written to as it
 * is. `mode` is that of a file which is not there yet. Rejects with the error of the system.
 */
export async function writeWhole(
  file: string,
  content: string | Uint8Array,
  disk: Disk = nodeDisk,
  mode = 0o666,
): Promise<void> {
  const found = await disk.stat(file).catch(() => undefined);
  if (found !== undefined && !found.isFile()) return disk.writeFile(file, content);
  const target = found === undefined ? file : await disk.realpath(file);
  const beside = join(dirname(target), `.argoflow-${randomBytes(6).toString('hex')}.new`);
  try {
    // Flushed, so that a full disk is noticed now and not when the file is closed.
    await disk.writeFile(beside, content, { flag: 'wx', flush: true, mode });
    if (found !== undefined) await disk.chmod(beside, found.mode);
    await disk.rename(beside, target);
  } catch (error) {
    await disk.rm(beside, { force: true }).catch(() => undefined);
    // A folder in which nothing may be made can hold a file that may be written.
    if (found !== undefined && isRefused(error)) return disk.writeFile(target, content);
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}
