import { randomBytes } from 'node:crypto';
import * as nodeDisk from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The calls of the disk that this file makes; node:fs/promises has them all. */
export type Disk = Pick<typeof nodeDisk, 'chmod' | 'realpath' | 'rename' | 'rm' | 'stat' | 'writeFile'>;

/**
 * Writes a text so that the file holds the whole of it or what it held before: it is written beside the file, and takes
 * its place only when all of it is on the disk. Links are followed; what is no file (a pipe, a device) is written to as it
 * is. Rejects with the error of the system.
 */
export async function writeWhole(file: string, text: string, disk: Disk = nodeDisk): Promise<void> {
  const found = await disk.stat(file).catch(() => undefined);
  if (found !== undefined && !found.isFile()) return disk.writeFile(file, text);
  const target = found === undefined ? file : await disk.realpath(file);
  const beside = join(dirname(target), `.argoflow-${randomBytes(6).toString('hex')}.new`);
  try {
    // Flushed, so that a full disk is noticed now and not when the file is closed.
    await disk.writeFile(beside, text, { flag: 'wx', flush: true });
    if (found !== undefined) await disk.chmod(beside, found.mode);
    await disk.rename(beside, target);
  } catch (error) {
    await disk.rm(beside, { force: true }).catch(() => undefined);
    // A folder in which nothing may be made can hold a file that may be written.
    if (found !== undefined && isRefused(error)) return disk.writeFile(target, text);
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}
