import { UserError } from '../errors.ts';
import { decodeText } from '../yaml/text.ts';
import type { Files } from './files.ts';
import { unreadable } from './find.ts';

/** Larger than any event that a bus takes, and any manifest. In bytes. */
const LARGEST = 64 * 1024 * 1024;

/** A text file that a person names. Throws a UserError: `usage` for what is none, `work` for what cannot be read. */
export async function readTextFile(files: Files, path: string): Promise<string> {
  const text = await textIfThere(files, path);
  if (text === undefined) throw new UserError('usage', `there is no file "${path}"`);
  return text;
}

/** The same; undefined where nothing is. */
export async function textIfThere(files: Files, path: string): Promise<string | undefined> {
  try {
    const status = await files.status(path);
    if (status === undefined) return undefined;
    if (status.type === 'folder') throw new UserError('usage', `"${path}" is a folder, not a file`);
    if (status.size > LARGEST) throw new UserError('usage', `"${path}" is larger than 64 MB`);
    const text = decodeText(await files.read(path));
    if (text === undefined) throw new UserError('usage', `"${path}" is not a text file`);
    return text;
  } catch (error) {
    throw unreadable(path, error);
  }
}
