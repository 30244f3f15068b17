import type { Engine } from '../../engine/engine.ts';
import { NIL_DEREFERENCE } from '../failure.ts';
import type { ParameterSpec } from './parameter-spec.ts';
import { type Events, resolveParameters } from './parameter-value.ts';
import { type Parameterized, ParameterizedDocument } from './parameters.ts';

export interface Payload extends Omit<Parameterized, 'json'> {
  /** The body; null when no parameter gave anything, undefined after a failure. */
  readonly body?: string | null;
}

/**
 * A trigger's `payload`, built from nothing.
 * A parameter without a value and with a `dest` crashes the real sensor, and so does this payload: as a `panic`.
 * Source: argo-events pkg/sensors/triggers/params.go (ConstructPayload).
 */
export function constructPayload(
  engine: Engine,
  parameters: readonly ParameterSpec[],
  events: Events,
): Payload {
  const values = resolveParameters(engine, parameters, events);
  const document = new ParameterizedDocument(engine, '', parameters, values);
  let empty = true;
  for (const [index, { src, dest }] of parameters.entries()) {
    const resolved = values[index];
    if (src === undefined || resolved === undefined || resolved.failure !== undefined)
      return document.fail(index, resolved?.failure);
    const { value, type } = resolved;
    if (dest === '') {
      if (value === undefined) {
        document.skip(index);
        continue;
      }
      const failure = document.flush();
      if (failure !== undefined) return failure;
      document.replace(index, value);
      return { body: document.json, records: document.records() };
    }
    if (value === undefined) return document.fail(index, NIL_DEREFERENCE);
    document.set(index, { path: dest, value, raw: type !== 'String' && src.useRawData });
    empty = false;
  }
  return document.flush() ?? { body: empty ? null : document.json, records: document.records() };
}
