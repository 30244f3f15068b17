import type { Diagnostic, Path, Place } from '../diagnostic.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** A flow test file as read. */
export interface Suite {
  readonly file: string;
  /** From where argoflow runs. */
  readonly manifests: readonly string[];
  readonly namespace: string | undefined;
  /** Secret → key → value. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly cases: readonly FlowCase[];
}

export interface FlowCase {
  readonly name: string;
  /** Where it stands in the file. */
  readonly at: Place;
  readonly events: readonly CaseEvent[];
  /** RFC 3339 */
  readonly now: string;
  readonly seed: number;
  /** `build.outputs.result=ok` */
  readonly nodeOutputs: readonly string[];
  readonly nodeOutputsAt: Place;
  readonly expect: Expected;
  readonly snapshot: boolean;
}

/** One event of a case, with what all events of the file share. */
export interface CaseEvent {
  readonly at: Place;
  readonly to: string | undefined;
  /** What "event" of `test-event` takes: a file or the name of a sample. */
  readonly source: { readonly kind: 'sample' | 'file'; readonly name: string } | undefined;
  /** The text of an event file. */
  readonly inline: JsonObject | undefined;
  /** Undefined: the sample's own. */
  readonly body: JsonValue | undefined;
  readonly method: string | undefined;
  readonly headers: readonly string[];
  readonly assignments: readonly string[];
  readonly repeat: number;
  readonly now: string | undefined;
}

/** What is expected, as written, and where; `base` is the path of it in the document. */
export interface Expected {
  readonly value: JsonValue;
  /** The place of a path in it; `key` asks for the key instead of its value. */
  place(path: Path, what?: 'value' | 'key'): Place;
}

export interface ReadSuite {
  /** Undefined when the file is no flow test; then `diagnostics` say why. */
  readonly suite: Suite | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
