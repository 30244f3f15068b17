import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { DEFAULT_LIMITS } from '../yaml/limits.ts';
import type { FileStatus, Files } from './files.ts';
import { isManifestName } from './find.ts';
import { ask, baseOf, type Git, realGit, realPath, rootOf } from './git.ts';

/** The files of a commit. */
export interface CommitFiles extends Files {
  /** The commit, as a short name. */
  readonly commit: string;
}

interface Entry {
  readonly type: 'file' | 'link';
  readonly blob: string;
  readonly size: number;
}

/** Names of blobs for one call of git: well below the longest command line of any system. */
const BATCH = 200;

/**
 * The repository as it was where `ref` and the working folder's branch parted, to be read like the files of the disk.
 * Submodules are not looked into. Throws a UserError when git cannot say.
 *
 * @param flag What asks for it, as messages name it: `--diff`.
 */
export async function filesAt(ref: string, flag: string, git: Git = realGit): Promise<CommitFiles> {
  const base = await baseOf(git, ref, flag);
  const root = await rootOf(git, flag);
  const prefix = (await ask(git, ['rev-parse', '--show-prefix'], flag)).replace(/\r?\n$/, '');
  const listed =
    base === undefined ? '' : await ask(git, ['ls-tree', '-r', '-z', '-l', '--full-tree', base], flag);
  const commit = base === undefined ? '' : (await ask(git, ['rev-parse', '--short', base], flag)).trim();
  return new Tree(commit, { root, prefix }, entriesOf(listed), git, flag);
}

/** Lines of `mode type name size<TAB>path`. Source: git documentation, git-ls-tree(1). */
function entriesOf(listed: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of listed.split('\0')) {
    const [, mode = '', blob = '', size = '', path = ''] =
      /^(\d+) blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
    if (path !== '')
      entries.set(path, { type: mode === '120000' ? 'link' : 'file', blob, size: Number(size) });
  }
  return entries;
}

class Tree implements CommitFiles {
  readonly commit: string;
  readonly #place: { readonly root: string; readonly prefix: string };
  readonly #entries: ReadonlyMap<string, Entry>;
  /** Folder → the names in it; '' is the repository's own folder. */
  readonly #folders = new Map<string, Set<string>>();
  readonly #git: Git;
  readonly #flag: string;
  readonly #texts = new Map<string, Uint8Array>();
  /** Blobs that came mixed up with others. */
  readonly #alone = new Set<string>();

  constructor(
    commit: string,
    place: { readonly root: string; readonly prefix: string },
    entries: ReadonlyMap<string, Entry>,
    git: Git,
    flag: string,
  ) {
    this.commit = commit;
    this.#place = place;
    this.#entries = entries;
    this.#git = git;
    this.#flag = flag;
    for (const path of entries.keys()) {
      for (let at = path; at !== ''; ) {
        const slash = at.lastIndexOf('/');
        const folder = slash === -1 ? '' : at.slice(0, slash);
        const names = this.#folders.get(folder) ?? new Set();
        names.add(at.slice(slash + 1));
        this.#folders.set(folder, names);
        at = folder;
      }
    }
  }

  async status(path: string): Promise<FileStatus | undefined> {
    const found = await this.#follow(await this.#inside(path));
    if (found === undefined) return undefined;
    const entry = this.#entries.get(found);
    if (entry === undefined) return { type: 'folder', size: 0, identity: found };
    return { type: 'file', size: entry.size, identity: path };
  }

  async list(folder: string): Promise<readonly string[]> {
    const found = await this.#follow(await this.#inside(folder));
    return [...(this.#folders.get(found ?? '') ?? [])].sort((a, b) => (a < b ? -1 : 1));
  }

  async read(path: string): Promise<Uint8Array> {
    const found = await this.#follow(await this.#inside(path));
    const entry = found === undefined ? undefined : this.#entries.get(found);
    if (entry === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
    return await this.#blob(entry);
  }

  /** The path in the repository; undefined when it leads out of it. */
  async #inside(path: string): Promise<string | undefined> {
    const { root, prefix } = this.#place;
    const inside = (isAbsolute(path) ? relative(root, await realPath(path)) : join(prefix, path)).replaceAll(
      sep,
      '/',
    );
    const trimmed = inside.replace(/\/+$/, '').replace(/^\.$/, '');
    return trimmed.startsWith('..') ? undefined : trimmed;
  }

  /** Through symbolic links to a file or a folder of the tree; undefined when nothing is there. */
  async #follow(path: string | undefined, links = 0): Promise<string | undefined> {
    if (path === undefined || links > 20) return undefined;
    if (this.#folders.has(path)) return path;
    let at = '';
    const parts = path.split('/');
    for (const [index, part] of parts.entries()) {
      at = at === '' ? part : `${at}/${part}`;
      const entry = this.#entries.get(at);
      if (entry === undefined) continue;
      if (entry.type === 'file') return index === parts.length - 1 ? at : undefined;
      const target = new TextDecoder().decode(await this.#blob(entry));
      const rest = parts.slice(index + 1);
      const next = posix.normalize(posix.join(posix.dirname(at), target, ...rest));
      return target.startsWith('/') || next.startsWith('..')
        ? undefined
        : this.#follow(next === '.' ? '' : next, links + 1);
    }
    return undefined;
  }

  async #blob(entry: Entry): Promise<Uint8Array> {
    const known = this.#texts.get(entry.blob);
    if (known !== undefined) return known;
    if (!this.#alone.has(entry.blob)) await this.#bring(this.#neighbours(entry));
    const text = this.#texts.get(entry.blob);
    if (text !== undefined) return text;
    const bytes = Buffer.from(await ask(this.#git, ['cat-file', 'blob', entry.blob], this.#flag), 'utf8');
    this.#texts.set(entry.blob, bytes);
    return bytes;
  }

  /** Whoever reads one manifest reads those behind it next: one call of git brings many. */
  #neighbours(entry: Entry): readonly Entry[] {
    const found = new Map([[entry.blob, entry]]);
    let begun = false;
    for (const [path, one] of this.#entries) {
      begun ||= one === entry;
      if (!begun || one.type !== 'file' || one.size > DEFAULT_LIMITS.characters) continue;
      if (!isManifestName(posix.basename(path)) || this.#texts.has(one.blob) || this.#alone.has(one.blob))
        continue;
      found.set(one.blob, one);
      if (found.size === BATCH) break;
    }
    return [...found.values()];
  }

  /** Blobs stand one behind the other; where bytes that are no UTF-8 hide their ends, each is asked for alone. */
  async #bring(entries: readonly Entry[]): Promise<void> {
    const names = entries.map(({ blob }) => blob);
    const bytes = Buffer.from(await ask(this.#git, ['show', '--no-textconv', ...names], this.#flag), 'utf8');
    if (bytes.length !== entries.reduce((sum, { size }) => sum + size, 0)) {
      for (const name of names) this.#alone.add(name);
      return;
    }
    let start = 0;
    for (const { blob, size } of entries) {
      this.#texts.set(blob, bytes.subarray(start, start + size));
      start += size;
    }
  }
}
