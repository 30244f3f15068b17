import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isSystemError } from './system-error.ts';

/** What stands at a path, with links followed. `stream` is a pipe, such as the `/dev/fd/63` of a shell's `<(…)`. */
export interface FileStatus {
  readonly type: 'file' | 'folder' | 'stream' | 'other';
  /** In bytes; 0 for all but files. */
  readonly size: number;
  /** The same for two paths that lead to the same folder. */
  readonly identity: string;
}

/**
 * The file system as loading needs it. Every call rejects with a system error (an Error with a `code` such as
 * EACCES) when the operating system refuses.
 */
export interface Files {
  /** Undefined when nothing is there, or a link leads nowhere. */
  status(path: string): Promise<FileStatus | undefined>;
  /** The names in a folder, sorted. */
  list(folder: string): Promise<readonly string[]>;
  /** All of a file; with `limit`, what does not end may be read up to that many bytes only. */
  read(path: string, limit?: number): Promise<Uint8Array>;
}

export const realFiles: Files = {
  async status(path) {
    try {
      const found = await stat(path);
      const type = found.isFile()
        ? 'file'
        : found.isDirectory()
          ? 'folder'
          : found.isFIFO()
            ? 'stream'
            : 'other';
      // Only folders can lead into a circle, and a pipe has no path of its own.
      const identity = type === 'folder' ? await realpath(path) : path;
      return { type, size: type === 'file' ? found.size : 0, identity };
    } catch (error) {
      // ENOTDIR: something on the way is a file.
      if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
      throw error;
    }
  },
  async list(folder) {
    return (await readdir(folder)).sort();
  },
  read: (path, limit) => (limit === undefined ? readFile(path) : readStart(path, limit)),
};

async function readStart(path: string, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  // `end` is part of what is read. Without an encoding set, the stream gives buffers.
  for await (const chunk of createReadStream(path, { end: limit - 1 }) as AsyncIterable<Buffer>)
    chunks.push(chunk);
  return Buffer.concat(chunks);
}
