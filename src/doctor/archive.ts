import { strToU8, zipSync } from 'fflate';
import type { BundleFile } from './bundle.ts';

/** The time that entries bear: the earliest that a ZIP knows, so that the same files are the same bytes. */
const TIME = new Date(1980, 0, 1);

/** A ZIP of files, below a folder of that name. */
export function zipOf(files: readonly BundleFile[], folder: string): Uint8Array {
  const entries = files.map(({ path, text }) => [`${folder}/${path}`, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: TIME });
}
