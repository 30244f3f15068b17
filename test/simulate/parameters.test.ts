import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonValue } from '../../src/json.ts';
import type { Event } from '../../src/simulate/event.ts';
import type { Failure } from '../../src/simulate/failure.ts';
import { readParameters } from '../../src/simulate/parameters/parameter-spec.ts';
import { applyParameters, type ParameterRecord } from '../../src/simulate/parameters/parameters.ts';
import { constructPayload } from '../../src/simulate/parameters/payload.ts';
import { eventWith, readFixtures } from './fixtures.ts';

interface Fixture {
  readonly why: string;
  readonly events: Readonly<Record<string, Partial<Event>>>;
  readonly parameters?: JsonValue;
  /** The object that the parameters are applied to, as JSON text; for `payload` there is none. */
  readonly object?: string;
  readonly payload?: JsonValue;
  readonly expect: JsonValue;
}

const engine = openEngine();
afterAll(() => engine.close());

function failed(failure: Failure | undefined) {
  return failure && { [failure.kind]: failure.error };
}

/** A record in one line: where the value came from, what it is, what became of it. */
function line({ dest, resolved, effect, written, raw }: ParameterRecord): string {
  const { origin, selector, value, type, masked } = resolved;
  const from = selector === undefined ? origin : `${origin} ${selector.kind} ${selector.text}`;
  const what = value === undefined ? 'nothing' : `${type} ${value}`;
  const change = written === undefined ? effect : `${effect}${raw ? ' raw' : ''} ${written}`;
  return [`${dest}: ${from} gives ${what}; ${change}`, ...masked.map((error) => `masked: ${error}`)].join(
    '; ',
  );
}

describe('parameters and payloads', () => {
  test.each(readFixtures<Fixture>('parameters'))('%s', (_, fixture) => {
    const events = new Map(
      Object.entries(fixture.events).map(([name, attributes]) => [name, eventWith(attributes)]),
    );
    if (fixture.payload !== undefined) {
      const { parameters } = readParameters(fixture.payload, 'payload');
      const { body, records, failure } = constructPayload(engine, parameters, events);
      const outcome = failed(failure) ?? { body };
      expect({ ...outcome, records: records.map(line) }).toEqual(fixture.expect);
      return;
    }
    const { parameters } = readParameters(fixture.parameters);
    const { json, records, failure } = applyParameters(engine, fixture.object ?? '{}', parameters, events);
    const outcome = failed(failure) ?? { json };
    expect({ ...outcome, records: records.map(line) }).toEqual(fixture.expect);
  });

  test('values are looked up in one call, and written in one', () => {
    let calls = 0;
    const counting = {
      ask: ((questions) => {
        calls += 1;
        return engine.ask(questions);
      }) as typeof engine.ask,
      close: () => undefined,
    };
    const { parameters } = readParameters([
      { src: { dependencyName: 'dep', dataKey: 'body.message' }, dest: 'a' },
      { src: { dependencyName: 'dep', dataTemplate: '{{ .Input.body.count }}' }, dest: 'b' },
      { src: { dependencyName: 'dep', contextKey: 'type' }, dest: 'c' },
    ]);
    const { json } = applyParameters(counting, '{}', parameters, new Map([['dep', eventWith()]]));
    expect(json).toBe('{"a":"hello world","b":"3","c":"webhook"}');
    expect(calls).toBe(2);
  });
});
