import type { Resource } from './resource.ts';

/** The file that an object stands in; undefined for an object from a cluster. */
export function fileOf(resource: Resource): string | undefined {
  return resource.written([])?.file;
}

/** The folder of that file, with `/` at its end; '' for the current one, and for an object that stands in no file. */
export function folderOf(resource: Resource): string {
  return folderOfFile(fileOf(resource) ?? '');
}

/** The folder of a path, with `/` at its end; '' for the current one. */
export function folderOfFile(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

/** The folder above one, both with `/` at their end; '' above the topmost. */
export function parentOf(folder: string): string {
  return folderOfFile(folder.slice(0, -1));
}

/** How many folders two paths have in common, from the root. */
export function sharedFolders(a: string, b: string): number {
  const others = b.split(/[/\\]/);
  const different = a.split(/[/\\]/).findIndex((name, index) => name !== others[index]);
  return different === -1 ? a.split(/[/\\]/).length : different;
}
