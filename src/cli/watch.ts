import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { UserError } from '../errors.ts';
import type { RunInputs } from '../lint/inputs.ts';
import { type Files, realFiles } from '../load/files.ts';
import { foldersBelow, isManifestName } from '../load/find.ts';
import { isSystemError, systemReason } from '../load/system-error.ts';

/** What is worth a new look. */
export interface Watched extends RunInputs {
  /** What is written meanwhile, and is no news. */
  readonly ignored: readonly string[];
}

/** Editors write a file in several steps, and a checkout writes many files: they count as one change. Milliseconds. */
const PAUSE = 100;

/**
 * Notices changes of manifests. Folders are watched, not files: editors replace a file by another one, and new files
 * count, too. Once `signal` aborts, nothing is watched any more.
 */
export class Watch {
  readonly #signal: AbortSignal;
  readonly #files: Files;
  readonly #watchers = new Map<string, FSWatcher>();
  #watched: Watched = { inputs: [], files: [], ignored: [] };
  /** Folders whose files all matter, and single files that matter. */
  #trees: ReadonlySet<string> = new Set();
  #single: ReadonlySet<string> = new Set();
  #changed = new Set<string>();
  #events = 0;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal, files: Files = realFiles) {
    this.#signal = signal;
    this.#files = files;
    signal.addEventListener('abort', () => this.#close(), { once: true });
  }

  /** From now on, these are watched. Throws a UserError when the operating system refuses. */
  async look(watched: Watched): Promise<void> {
    this.#watched = watched;
    const trees = new Set<string>();
    const single = new Set(watched.files.map(normalize));
    for (const input of watched.inputs) {
      if (await this.#isFolder(input))
        for (const one of await foldersBelow(this.#files, input)) trees.add(one);
      // The name of a folder that is gone matters, too: it may come back.
      else single.add(normalize(input));
    }
    this.#trees = trees;
    this.#single = single;
    if (this.#signal.aborted) return;
    const wanted = new Set([...trees, ...[...single].map(dirname)]);
    for (const [folder, watcher] of this.#watchers) if (!wanted.has(folder)) this.#drop(folder, watcher);
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#add(folder);
  }

  /** What changed since the last call, once it has come to rest; nothing when the signal aborted. */
  async next(): Promise<readonly string[]> {
    while (!this.#signal.aborted) {
      if (this.#changed.size === 0) await this.#event();
      await this.#rest();
      const names = [...this.#changed];
      this.#changed = new Set();
      const before = this.#trees;
      await this.look(this.#watched);
      const moved = [...this.#trees].filter((one) => !before.has(one));
      const gone = [...before].filter((one) => !this.#trees.has(one));
      const news = [...names.filter((name) => this.#matters(name)), ...moved, ...gone];
      if (news.length > 0 && !this.#signal.aborted) return [...new Set(news)];
    }
    return [];
  }

  async #isFolder(path: string): Promise<boolean> {
    try {
      return (await this.#files.status(path))?.type === 'folder';
    } catch (error) {
      // The run tells what is wrong with it.
      if (isSystemError(error)) return false;
      throw error;
    }
  }

  #matters(path: string): boolean {
    if (this.#watched.ignored.some((one) => normalize(one) === path)) return false;
    if (this.#single.has(path)) return true;
    return this.#trees.has(dirname(path)) && isManifestName(basename(path));
  }

  #add(folder: string): void {
    try {
      const watcher = watch(folder, (event, name) => {
        // Some systems do not say what changed.
        const path = name === null ? folder : join(folder, name);
        // A folder that goes takes its watcher along, and one of the same name needs a new one.
        if (event === 'rename') this.#forget(name === basename(folder) ? folder : path);
        this.#changed.add(path);
        this.#events++;
        this.#wake();
      });
      watcher.on('error', () => this.#drop(folder, watcher));
      this.#watchers.set(folder, watcher);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      // Gone again, or never there: its parent tells when it comes.
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return;
      const reason = error.code === 'ENOSPC' ? 'this system watches no more folders' : systemReason(error);
      throw new UserError('work', `cannot watch "${folder}": ${reason}`);
    }
  }

  #forget(folder: string): void {
    const watcher = this.#watchers.get(folder);
    if (watcher !== undefined) this.#drop(folder, watcher);
  }

  #drop(folder: string, watcher: FSWatcher): void {
    watcher.close();
    this.#watchers.delete(folder);
  }

  #close(): void {
    for (const [folder, watcher] of this.#watchers) this.#drop(folder, watcher);
    this.#wake();
  }

  #event(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #rest(): Promise<void> {
    for (let before = -1; before !== this.#events && !this.#signal.aborted; ) {
      before = this.#events;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
