/** The one noun that all rooms share: something to tell a person, and its place. */

import type { JsonValue } from './json.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A route of keys and indexes from the root of a document, e.g. `['spec', 'triggers', 0, 'template']`. */
export type Path = readonly (string | number)[];

/** A position in a text. `line` and `column` count from 1 (columns in UTF-16 units), `offset` from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/**
 * Where something stands. Code names a resource and a path; `file` and `range` are there when the resource came
 * from a text, and absent when it came from a cluster.
 */
export interface Place {
  /** The file as the user named it; `<stdin>` for standard input. */
  readonly file?: string;
  readonly range?: Range;
  /** The file that a rendered document was made from, as its renderer names it; `file` and `range` are the output's. */
  readonly source?: string;
  /** `Kind/namespace/name`, as far as known. */
  readonly resource?: string;
  readonly path?: Path;
}

export interface Note {
  readonly message: string;
  readonly at: Place;
}

/** One change to a document. Paths are the document's own, as it stands before any edit of the same fix. */
export type Edit =
  /**
   * Writes a value, in place of the old one or as a new member of the nearest parent; missing parents are made.
   * The index behind the last item of a list adds one.
   */
  | { readonly kind: 'set'; readonly path: Path; readonly value: JsonValue }
  /** Gives a member another key; its value, place and comments stay. */
  | { readonly kind: 'rename'; readonly path: Path; readonly key: string }
  /** Takes a member or an item of a list away. */
  | { readonly kind: 'remove'; readonly path: Path }
  /** Takes a member from where it is to where it belongs. */
  | { readonly kind: 'move'; readonly path: Path; readonly to: Path };

/** What would mend a finding. */
export interface Fix {
  /** What the edits do, as an imperative: `rename "dependancies" to "dependencies"`. */
  readonly message: string;
  /** False when the mended text means something else than before, so that a person must want it. */
  readonly safe: boolean;
  /** The file as the user named it, and the document in it, counted from 0. */
  readonly file: string;
  readonly document: number;
  readonly edits: readonly Edit[];
}

export interface Diagnostic {
  /** The id of the rule, in words, which is also its path: `yaml/syntax`, `workflow/entrypoint-missing`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong with the actual values. Lower case start, no full stop, names in quotes. */
  readonly message: string;
  readonly at: Place;
  readonly related?: readonly Note[];
  /** What to do, as a command where one exists. */
  readonly help?: string;
  readonly fix?: Fix;
}

const WEIGHT: Record<Severity, number> = { error: 2, warning: 1, info: 0 };

/** The heaviest severity among the diagnostics, or undefined when there are none. */
export function worst(diagnostics: readonly Diagnostic[]): Severity | undefined {
  let found: Severity | undefined;
  for (const { severity } of diagnostics) {
    if (found === undefined || WEIGHT[severity] > WEIGHT[found]) found = severity;
  }
  return found;
}

/** By file, then position, then rule: the same findings always print in the same order. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.at.file ?? '', b.at.file ?? '') ||
    (a.at.range?.start.offset ?? 0) - (b.at.range?.start.offset ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A path as people write it: `spec.triggers[0].template`, `metadata.labels["a.b"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}
