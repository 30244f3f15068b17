import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from './errors.ts';

let found: string | undefined;

/** The folder of the program, whether this code runs from src/ or from somewhere in dist/. Throws a UserError (work). */
export function packageFolder(): string {
  found ??= folderWithPackage(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function folderWithPackage(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) {
      throw new UserError('work', "argoflow's own files are not there", 'reinstall argoflow');
    }
  }
}
