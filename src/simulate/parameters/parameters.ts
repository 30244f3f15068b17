import type { Engine, SjsonChange } from '../../engine/engine.ts';
import { type Failure, failureOf } from '../failure.ts';
import type { ParameterSpec } from './parameter-spec.ts';
import { type Events, type ParameterValue, resolveParameters } from './parameter-value.ts';

/** What became of one parameter. */
export interface ParameterRecord {
  /** Its position in the list of parameters. */
  readonly index: number;
  readonly dependency: string;
  readonly dest: string;
  readonly operation: string;
  readonly resolved: ParameterValue;
  /** set: written to the document · skipped: no value · failed: here the work ended · unreached: it came after that */
  readonly effect: 'set' | 'skipped' | 'failed' | 'unreached';
  /** The text that was written, after an append or prepend; JSON text when `raw`. */
  readonly written?: string;
  readonly raw?: boolean;
}

export interface Parameterized {
  /** The document with all parameters applied; undefined after a failure. */
  readonly json?: string;
  readonly records: readonly ParameterRecord[];
  readonly failure?: Failure;
}

/**
 * The parameters of a trigger or of its resource, applied to the JSON text of that object.
 * Source: argo-events pkg/sensors/triggers/params.go (ApplyParams).
 */
export function applyParameters(
  engine: Engine,
  json: string,
  parameters: readonly ParameterSpec[],
  events: Events,
): Parameterized {
  const values = resolveParameters(engine, parameters, events);
  const document = new ParameterizedDocument(engine, json, parameters, values);
  for (const [index, { src, dest, operation }] of parameters.entries()) {
    const resolved = values[index];
    if (src === undefined || resolved === undefined || resolved.failure !== undefined)
      return document.fail(index, resolved?.failure);
    if (resolved.value === undefined) {
      document.skip(index);
      continue;
    }
    let { value, type } = resolved;
    if (operation === 'append' || operation === 'prepend') {
      const failure = document.flush();
      if (failure !== undefined) return failure;
      const [looked] = engine.ask([{ op: 'gjson', json: document.json, paths: [dest] }]);
      if (!looked.ok) return document.fail(index, failureOf(looked));
      const current = looked.value[0];
      if (current?.exists) {
        type = 'String';
        value = operation === 'append' ? current.string + value : value + current.string;
      }
    } else if (operation !== '' && operation !== 'overwrite') {
      const error = `unsupported trigger parameter operation: ${operation}`;
      return document.fail(index, { kind: 'error', error });
    }
    document.set(index, { path: dest, value, raw: type !== 'String' && src.useRawData });
  }
  return document.flush() ?? { json: document.json, records: document.records() };
}

/**
 * A document under construction. Changes are collected and made in one call, for as long as nothing has to be read;
 * whatever ends the work first in the order of the parameters is its outcome.
 */
export class ParameterizedDocument {
  json: string;
  readonly #engine: Engine;
  readonly #records: ParameterRecord[];
  #pending: { readonly index: number; readonly change: SjsonChange }[] = [];

  constructor(
    engine: Engine,
    json: string,
    parameters: readonly ParameterSpec[],
    values: readonly ParameterValue[],
  ) {
    this.json = json;
    this.#engine = engine;
    this.#records = parameters.flatMap(({ src, dest, operation }, index) => {
      const resolved = values[index];
      if (resolved === undefined) return [];
      const dependency = src?.dependencyName ?? '';
      return [{ index, dependency, dest, operation, resolved, effect: 'unreached' }];
    });
  }

  set(index: number, change: SjsonChange): void {
    this.#pending.push({ index, change });
  }

  skip(index: number): void {
    this.#mark(index, { effect: 'skipped' });
  }

  /** The text that became the whole document. */
  replace(index: number, text: string): void {
    this.json = text;
    this.#mark(index, { effect: 'set', written: text, raw: true });
  }

  /** Makes the collected changes; the outcome if one of them is impossible. */
  flush(): Parameterized | undefined {
    if (this.#pending.length === 0) return undefined;
    const pending = this.#pending;
    this.#pending = [];
    const [changed] = this.#engine.ask([
      { op: 'sjson', json: this.json, changes: pending.map(({ change }) => change) },
    ]);
    if (!changed.ok) return this.#end(this.#firstImpossible(pending), failureOf(changed));
    this.json = changed.value;
    this.#markSet(pending);
    return undefined;
  }

  /** The outcome of a parameter that fails, unless an earlier change fails. */
  fail(index: number, failure: Failure | undefined): Parameterized {
    return this.flush() ?? this.#end(index, failure);
  }

  records(): readonly ParameterRecord[] {
    return this.#records;
  }

  /** A batch says that it failed, not where: the changes are made once more, each on its own. */
  #firstImpossible(pending: readonly { readonly index: number; readonly change: SjsonChange }[]): number {
    let { json } = this;
    for (const [position, { index, change }] of pending.entries()) {
      const [changed] = this.#engine.ask([{ op: 'sjson', json, changes: [change] }]);
      if (!changed.ok) {
        this.#markSet(pending.slice(0, position));
        return index;
      }
      json = changed.value;
    }
    return pending.at(-1)?.index ?? 0;
  }

  #markSet(made: readonly { readonly index: number; readonly change: SjsonChange }[]): void {
    for (const { index, change } of made)
      this.#mark(index, { effect: 'set', written: change.value, raw: change.raw });
  }

  #mark(index: number, change: Partial<ParameterRecord>): void {
    const record = this.#records[index];
    if (record !== undefined) this.#records[index] = { ...record, ...change };
  }

  #end(index: number, failure: Failure | undefined): Parameterized {
    this.#mark(index, { effect: 'failed' });
    return { records: this.#records, ...(failure && { failure }) };
  }
}
