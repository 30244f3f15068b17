import { randomBytes } from 'node:crypto';
import * as nodeDisk from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { isSystemError, systemReason } from '../load/system-error.ts';
import type { PlannedFile } from './plan.ts';

/** The calls of the disk that this file makes; node:fs/promises has them all. */
export type Disk = Pick<
  typeof nodeDisk,
  'copyFile' | 'link' | 'lstat' | 'mkdir' | 'readFile' | 'rename' | 'rm' | 'rmdir' | 'stat' | 'writeFile'
>;

/** What is where a planned file goes: nothing, the same bytes, what is to be changed, or something that would be lost. */
export type FileState = 'missing' | 'unchanged' | 'changed' | 'differs';

export interface FileAction {
  readonly path: string;
  /** The size that the file shall have, in UTF-8. */
  readonly bytes: number;
  readonly state: FileState;
}

export interface WriteOptions {
  /** May files that differ be lost? */
  readonly overwrite: boolean;
  /** What to do when they may not: the help of the error. */
  readonly help?: string;
  /** Ends the writing between two files; the disk is then as before. */
  readonly signal?: Pick<AbortSignal, 'throwIfAborted'>;
}

/**
 * Compares the planned files with what is in `folder`, which need not exist. Writes nothing.
 * Throws a UserError (work) where something that is no file stands in the way, or cannot be read.
 */
export async function compareFiles(
  folder: string,
  files: readonly PlannedFile[],
  disk: Disk = nodeDisk,
): Promise<readonly FileAction[]> {
  await checkFolder(folder, disk);
  const actions: FileAction[] = [];
  for (const { path, text, before } of files) {
    const planned = Buffer.from(text);
    const known = before === undefined ? undefined : Buffer.from(before);
    const state = await stateOf(join(folder, path), planned, known, disk);
    actions.push({ path, bytes: planned.length, state });
  }
  return actions;
}

/** Throws a UserError (work) when one of the actions would lose something and that is not allowed. */
export function refuseLosses(folder: string, actions: readonly FileAction[], options: WriteOptions): void {
  const differing = actions.filter(({ state }) => state === 'differs').map(({ path }) => path);
  if (differing.length === 0 || options.overwrite) return;
  const what = differing.length === 1 ? 'a different file is' : `${differing.length} different files are`;
  throw new UserError('work', `${what} already in "${folder}": ${differing.join(', ')}`, options.help);
}

/**
 * Writes the planned files that are missing and, with `overwrite`, those that differ. All or nothing: every file is
 * first written beside its place under another name; only when all are there do they take their places, and when
 * that fails the old files come back. A file that appears in the meantime is not overwritten.
 * Answers what was there before. Throws a UserError (work), or what `signal` throws.
 */
export async function writeFiles(
  folder: string,
  files: readonly PlannedFile[],
  options: WriteOptions,
  disk: Disk = nodeDisk,
): Promise<readonly FileAction[]> {
  const actions = await compareFiles(folder, files, disk);
  refuseLosses(folder, actions, options);
  const change = new Change(disk);
  let current = folder;
  try {
    for (const [index, { path, text }] of files.entries()) {
      const state = actions[index]?.state;
      if (state === undefined || state === 'unchanged') continue;
      options.signal?.throwIfAborted();
      current = join(folder, path);
      await change.prepare(current, text, state);
    }
    for (const target of change.targets) {
      options.signal?.throwIfAborted();
      current = target;
      await change.place(target);
    }
  } catch (error) {
    await change.undo();
    throw describe(current, error);
  }
  await change.finish();
  return actions;
}

/** Several files that appear together or not at all. */
class Change {
  readonly #disk: Disk;
  readonly #prepared = new Map<string, { readonly temporary: string; readonly state: FileState }>();
  /** Files that are in the way of nobody and must go in the end: what was not placed, and old versions. */
  readonly #leftovers: string[] = [];
  readonly #folders: string[] = [];
  readonly #placed: (() => Promise<void>)[] = [];

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  get targets(): readonly string[] {
    return [...this.#prepared.keys()];
  }

  async prepare(target: string, text: string, state: FileState): Promise<void> {
    await this.#makeFolder(dirname(resolve(target)));
    const temporary = beside(target, 'new');
    this.#leftovers.push(temporary);
    // Flushed, so that a full disk is noticed now and not when the file is closed.
    await this.#disk.writeFile(temporary, text, { flag: 'wx', flush: true });
    this.#prepared.set(target, { temporary, state });
  }

  async place(target: string): Promise<void> {
    const prepared = this.#prepared.get(target);
    if (prepared === undefined) return;
    const { temporary, state } = prepared;
    if (state === 'missing') {
      // A link, unlike a rename, fails when somebody else has made the file by now.
      await this.#linkOrCopy(temporary, target);
      this.#placed.push(() => this.#disk.rm(target, { force: true }));
      return;
    }
    const old = beside(target, 'old');
    this.#leftovers.push(old);
    await this.#linkOrCopy(target, old);
    await this.#disk.rename(temporary, target);
    this.#placed.push(() => this.#disk.rename(old, target));
  }

  async finish(): Promise<void> {
    await settle(this.#leftovers.map((path) => () => this.#disk.rm(path, { force: true })));
  }

  async undo(): Promise<void> {
    await settle([...this.#placed].reverse());
    await this.finish();
    await settle([...this.#folders].reverse().map((path) => () => this.#disk.rmdir(path)));
  }

  /**
   * Makes the folder and those above it, and remembers which were not there. One by one: mkdir with `recursive` never
   * comes back where the system says that a folder is missing whose parent is there, as below /proc.
   */
  async #makeFolder(folder: string): Promise<void> {
    const missing: string[] = [];
    for (
      let path = folder;
      path !== dirname(path) && !(await exists(path, this.#disk));
      path = dirname(path)
    ) {
      missing.push(path);
    }
    for (const path of missing.reverse()) {
      await this.#disk.mkdir(path);
      this.#folders.push(path);
    }
  }

  async #linkOrCopy(from: string, to: string): Promise<void> {
    try {
      await this.#disk.link(from, to);
    } catch (error) {
      // Some file systems have no links (FAT, network shares).
      if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
      await this.#disk.copyFile(from, to, nodeDisk.constants.COPYFILE_EXCL);
    }
  }
}

const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
]);

/** Does everything that can be done; the first cause is told elsewhere. */
async function settle(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) {
    try {
      await step();
    } catch {
      // Nothing better can be done about a file that does not go away.
    }
  }
}

/** A name in the same folder, because a rename is atomic only within one file system. */
function beside(target: string, what: 'new' | 'old'): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.${what}`);
}

async function checkFolder(folder: string, disk: Disk): Promise<void> {
  try {
    const found = await disk.stat(folder);
    if (!found.isDirectory()) throw new UserError('work', `"${folder}" is a file, not a folder`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw describe(folder, error);
  }
}

async function stateOf(
  target: string,
  planned: Buffer,
  before: Buffer | undefined,
  disk: Disk,
): Promise<FileState> {
  try {
    // A link is something that is there, wherever it points.
    const link = await disk.lstat(target);
    const found = link.isSymbolicLink() ? await disk.stat(target) : link;
    if (!found.isFile()) {
      throw new UserError(
        'work',
        `"${target}" is ${found.isDirectory() ? 'a folder' : 'something else'}, not a file`,
      );
    }
    // Sizes first: what stands there may be large.
    if (found.size !== planned.length && found.size !== before?.length) return 'differs';
    const there = await disk.readFile(target);
    if (planned.equals(there)) return 'unchanged';
    return before?.equals(there) === true ? 'changed' : 'differs';
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw describe(target, error);
    return (await exists(target, disk)) ? 'differs' : 'missing';
  }
}

async function exists(target: string, disk: Disk): Promise<boolean> {
  try {
    await disk.lstat(target);
    return true;
  } catch {
    return false;
  }
}

/** What means something else here than elsewhere. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'its folder cannot be made',
  EEXIST: 'it appeared while the project was being written',
  ELOOP: 'too many links in its path',
};

/** An error of the disk as a UserError; anything else as it is. */
function describe(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined || !isSystemError(error)) return error;
  return new UserError('work', `cannot write "${path}": ${CAUSES[code] ?? systemReason(error)}`);
}

/** The name of an errno, such as `ENOENT`. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
