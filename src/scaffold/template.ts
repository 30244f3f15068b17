/** A folder of files with markers, and the questions whose answers take the markers' places. */
export interface Template {
  /** The folder's name. */
  readonly name: string;
  /** What the project does, in words that fit after "webhook: ". */
  readonly title: string;
  /** In the order in which they are asked. */
  readonly parameters: readonly Parameter[];
  /** Without template.yaml; by path. */
  readonly files: readonly TemplateFile[];
  /** What the project is put together of; undefined for a template that is only its files. */
  readonly flow?: FlowDefaults | undefined;
}

/** A flow as a template proposes it. */
export interface FlowDefaults {
  /** The type of the event source. */
  readonly source: string;
  /** The sample of that type that starts it: `push`. */
  readonly event: string;
  /** The kind of the trigger. */
  readonly trigger: string;
  /** As `--filter` says them. */
  readonly filters: readonly string[];
  /** As `--param` says them. */
  readonly parameters: readonly string[];
  /** Other defaults than the parts have, by the parameter's name. */
  readonly defaults: ReadonlyMap<string, string>;
  /** Events that the filters stop: other samples of the type, or changes to this one. */
  readonly stopped: readonly StoppedEvent[];
}

export interface StoppedEvent {
  /** A sentence without its point: `a tag is pushed`. */
  readonly what: string;
  readonly event: string | undefined;
  /** As `--set` of test-event says them. */
  readonly set: readonly string[];
}

export interface TemplateFile {
  /** Below the template's folder, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

/** One thing to know before the files can be written. */
export interface Parameter {
  readonly name: string;
  /** The word in the files that its value replaces, also inside longer words: `argoflow-name` in `argoflow-name-sensor`. */
  readonly marker: string;
  readonly type: 'string' | 'integer';
  /** Asked at a terminal; a parameter without a question is only set on the command line. */
  readonly question: string | undefined;
  /** May hold the markers of parameters before it, which stand for their values. */
  readonly default: string;
  /** `folder`: the name of the project's folder, made a DNS label, wherever that is a valid value. */
  readonly defaultFrom: 'folder' | undefined;
  /** What the whole value must match. */
  readonly pattern: RegExp | undefined;
  /** What a valid value is, in words that fit after "expected ". */
  readonly expects: string | undefined;
  /** The bounds of an integer, inclusive. */
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** The only valid values; empty when any will do. */
  readonly choices: readonly Choice[];
  /** Values that look valid and are not, each with its reason. */
  readonly except: readonly { readonly value: string; readonly because: string }[];
}

export interface Choice {
  readonly value: string;
  readonly hint: string | undefined;
}
