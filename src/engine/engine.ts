/**
 * The port to the Go libraries that sensors evaluate with, at the versions that Argo Events ships.
 *
 * One call takes many questions and answers in the same order. It blocks until all are answered, and it always
 * ends: a question that takes too long or too much memory is answered with `kind: 'limit'`, and the next call works.
 * Nothing that is asked can reach files, network, environment, processes, or the real clock and random source.
 */
export interface Engine {
  ask<const Q extends readonly Question[]>(questions: Q): Answers<Q>;
  /** Frees the engine's thread. A closed engine opens again at the next question. */
  close(): void;
}

/** What each operation is asked and what it answers. Texts called `json` are JSON documents as text. */
export interface Operations {
  /** gjson: many paths on one document. `index` and friends are as gjson.Result has them. */
  gjson: { json: string; paths: readonly string[] } & Returns<readonly GjsonResult[]>;
  /** sjson: changes applied one after the other; the whole answer is the first error, if there is one. */
  sjson: { json: string; changes: readonly SjsonChange[] } & Returns<string>;
  /** Go's encoding/json: is it valid, and the syntax error's text if not. `compact` embeds it as a RawMessage. */
  compactJson: { json: string } & Returns<string>;
  /** Decoded into interface{} and encoded again: keys sorted, numbers through float64, HTML characters escaped. */
  canonicalJson: { json: string } & Returns<string>;
  /** text/template with sprig. Dot is `{Input: input}`; `input` is decoded JSON, or plain text. */
  template: { name: string; text: string; input: { json: string } | { text: string } } & Returns<string>;
  /** Knetic/govaluate as sensors have it (2017) or as workflows have it (2025). `parameters` is a JSON object. */
  govaluate: {
    expression: string;
    parameters: string;
    version: 'events' | 'workflows';
  } & Returns<DynamicValue>;
  /**
   * govaluate as a Workflow's `when` uses it: every bare identifier is a text literal.
   * Source: argo-workflows workflow/controller/steps.go (shouldExecute).
   */
  when: { expression: string } & Returns<boolean>;
  /** Knetic/govaluate as sensors have it: does it parse, and the variables in it, in order, with repetitions. */
  govaluateVariables: { expression: string } & Returns<readonly string[]>;
  /** antonmedv/expr 1.15.5 with the EventSource filter's environment; `json` is the event's data. */
  sourceFilter: { expression: string; json: string } & Returns<boolean>;
  /** antonmedv/expr 1.15.5 over a map of texts, for the conditions of a trigger. `names` is name → text. */
  conditionText: { expression: string; names: Readonly<Record<string, string>> } & Returns<string>;
  /** expr-lang/expr 1.17 with the environment of a Workflow's `{{=…}}`; `env` is a JSON object with dotted keys. */
  workflowExpression: { expression: string; env: string } & Returns<DynamicValue>;
  /**
   * The names that such an expression needs: identifiers and paths of plain members, each once (`a`, `a.b`, `a.b.c`
   * for `a.b.c`), without the members that `??` or `?.` allow to be missing.
   * Source: argo-workflows util/template/expression_template.go (getIdentifiers).
   */
  workflowVariables: { expression: string } & Returns<readonly string[]>;
  /** gojq without variables, modules or input: the first output, which must be an object. */
  jq: { query: string; json: string } & Returns<string>;
  /** gopher-lua with the global `event`: the last returned value, as a dependency filter's script. */
  luaFilter: { script: string; json: string } & Returns<boolean>;
  /** gopher-lua with the global `event`: the returned table, as a dependency's transformation. */
  luaTransform: { script: string; json: string } & Returns<string>;
  /** RE2: does the pattern match anywhere in each text? */
  regexp: { pattern: string; texts: readonly string[] } & Returns<readonly boolean[]>;
  /** robfig/cron: the next `count` times after `after` (RFC 3339), as RFC 3339 in UTC; `previous` looks back. */
  cron: {
    schedule: string;
    /** `calendar`: five fields without descriptors; `standard`: as CronWorkflow, with descriptors. */
    parser: 'calendar' | 'standard';
    timezone: string;
    after: string;
    count: number;
    direction: 'next' | 'previous';
  } & Returns<readonly string[]>;
  /** time.LoadLocation and the wall clock there at an instant (RFC 3339 with nanoseconds). */
  wallClock: { at: string; timezone: string } & Returns<WallClock>;
  /** time.ParseInLocation with one of Go's layouts, as RFC 3339 with nanoseconds in UTC. */
  parseTime: { layout: string; text: string; timezone: string } & Returns<string>;
  /** ghodss/yaml: YAMLToJSON, for events whose content type is application/yaml. */
  yamlToJson: { yaml: string } & Returns<string>;
  /** time.ParseDuration, in nanoseconds (decimal text, because int64 does not fit a double). */
  duration: { text: string } & Returns<string>;
  /** fmt.Sprintf with one int: the `format` of a Workflow's withSequence. */
  formatInteger: { format: string; value: number } & Returns<string>;
}

interface Returns<T> {
  /** Never present; carries the type of the answer. */
  readonly returns?: T;
}

export type OperationName = keyof Operations;
export type Question = {
  [N in OperationName]: { readonly op: N } & Omit<Operations[N], 'returns'>;
}[OperationName];

/** `error`: the library's own words. `panic`: the real process would have crashed. `limit`: stopped by argoflow. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly kind: 'error' | 'panic' | 'limit'; readonly error: string };

export type Answers<Q extends readonly Question[]> = {
  [I in keyof Q]: Answer<NonNullable<Operations[Q[I]['op']]['returns']>>;
};

export interface GjsonResult {
  readonly exists: boolean;
  readonly type: 'Null' | 'False' | 'Number' | 'String' | 'True' | 'JSON';
  readonly raw: string;
  /** gjson.Result.String() */
  readonly string: string;
  /** gjson.Result.Float() */
  readonly number: number;
  /** gjson.Result.Bool() */
  readonly boolean: boolean;
}

export interface SjsonChange {
  readonly path: string;
  /** A text to set as a JSON string, or JSON text to set raw. */
  readonly value: string;
  readonly raw: boolean;
}

/**
 * A result of a dynamic language: its Go type's name, its JSON text (empty for govaluate's infinite numbers and NaN,
 * which have none), and its text as Go's `%v` prints it.
 */
export interface DynamicValue {
  readonly type: 'nil' | 'bool' | 'number' | 'string' | 'other';
  readonly json: string;
  readonly text: string;
}

export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  /** Seconds east of UTC. */
  readonly offset: number;
  readonly zone: string;
}

/** The parts of the outside world that a run may see; all can be set, so that a run can be repeated. */
export interface EngineWorld {
  /** RFC 3339; what `now` answers in templates and jq. Default: the real time when the engine opens. */
  readonly now?: string;
  /** Seed of every random source: templates' `randAlpha`, `uuidv4`, Lua's math.random. */
  readonly seed?: number;
  /** Milliseconds that one question may take before it is stopped. Default: 5000. */
  readonly timeout?: number;
}
