import type { Path, Place, Range } from '../diagnostic.ts';

/** What knows where the paths of its text stand; a document does. */
export interface Locator {
  rangeOf(path: Path, what?: 'value' | 'key'): Range;
}

/**
 * A place whose range is found when somebody reads it: most places are made for findings that never come, and finding a
 * range takes the parse of a document. To everybody it is a Place like any other, copies included.
 */
export class LazyPlace implements Place {
  declare readonly file: string;
  declare readonly range: Range;
  declare readonly resource: string;
  declare readonly path: Path;
  readonly #locator: Locator;
  readonly #written: Path;
  readonly #what: 'value' | 'key';
  #range: Range | undefined;

  /** One getter for all, and not the class's own, so that copies and JSON have the range, too. */
  static readonly #RANGE: PropertyDescriptor & ThisType<LazyPlace> = {
    enumerable: true,
    get() {
      this.#range ??= this.#locator.rangeOf(this.#written, this.#what);
      return this.#range;
    },
  };

  /** `written` is the path in the document, `path` the one in the object that the place names. */
  constructor(
    {
      file,
      locator,
      written,
      what,
    }: { file: string; locator: Locator; written: Path; what: 'value' | 'key' },
    resource: string,
    path: Path,
  ) {
    this.file = file;
    Object.defineProperty(this, 'range', LazyPlace.#RANGE);
    this.resource = resource;
    this.path = path;
    this.#locator = locator;
    this.#written = written;
    this.#what = what;
  }
}
