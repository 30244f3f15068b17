/** What can stand on a command line, as build.mjs writes it to dist/catalogue.json: no command is loaded to complete one. */
export interface Catalogue {
  /** By the words that call it, with a space between them. */
  readonly commands: Readonly<Record<string, CommandShape>>;
  /** The first words of commands that have two. */
  readonly topics: Readonly<Record<string, string>>;
  /** The names that the program itself gives. */
  readonly names: Readonly<Record<OwnNames, readonly Candidate[]>>;
}

export interface CommandShape {
  readonly about: string;
  readonly args: readonly ValueShape[];
  /** Whether the last argument may be given again. */
  readonly repeats: boolean;
  readonly flags: Readonly<Record<string, FlagShape>>;
}

export interface FlagShape {
  readonly about: string;
  readonly char?: string;
  /** Absent where the flag stands alone. */
  readonly value?: ValueShape;
  readonly repeats: boolean;
  /** Whether there is `--no-…` too. */
  readonly negatable: boolean;
}

export interface ValueShape {
  /** As the help writes it: `EVENTSOURCE[/EVENT]`. */
  readonly placeholder: string;
  /** All that it may be. */
  readonly options?: readonly string[];
}

export interface Candidate {
  readonly value: string;
  readonly about?: string;
}

export type OwnNames = 'checks' | 'formats' | 'outcomes' | 'pictures' | 'rules' | 'schemas' | 'types';

/** The names that lie outside: in the project, in the kubeconfig, in the folders of the package. */
export type FoundNames =
  | 'contexts'
  | 'events'
  | 'event-sources'
  | 'flows'
  | 'namespaces'
  | 'samples'
  | 'templates';
