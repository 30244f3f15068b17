import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonObject } from '../../src/json.ts';
import { buildConditions, conditionsHold } from '../../src/simulate/conditions.ts';
import { readFixtures } from './fixtures.ts';

interface Fixture {
  readonly why: string;
  readonly dependencies: readonly string[];
  readonly conditions: string;
  readonly expect: JsonObject;
  /** Sets of dependencies that have an event, and whether the trigger fires then. */
  readonly fires?: readonly (readonly string[])[];
  readonly waits?: readonly (readonly string[])[];
}

const engine = openEngine();
afterAll(() => engine.close());

describe('conditions', () => {
  test.each(readFixtures<Fixture>('conditions'))('%s', (_, fixture) => {
    const built = buildConditions(engine, fixture.conditions, fixture.dependencies);
    if (!built.ok) {
      const { step, log, name } = built.problem;
      expect({ step, log, ...(name !== undefined && { name }) }).toEqual(fixture.expect);
      return;
    }
    const { conditions } = built;
    expect(conditions).toEqual(fixture.expect);
    const holds = (present: readonly string[]) =>
      conditionsHold(
        engine,
        conditions.expression,
        Object.fromEntries(conditions.dependencies.map((name) => [name, present.includes(name)])),
      );
    for (const present of fixture.fires ?? [])
      expect(holds(present), present.join()).toEqual({ holds: true });
    for (const present of fixture.waits ?? [])
      expect(holds(present), present.join()).toEqual({ holds: false });
  });
});
