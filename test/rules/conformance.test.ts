import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonObject } from '../../src/json.ts';
import { buildModel } from '../../src/model/build.ts';
import { DEPENDENCY_RULES } from '../../src/rules/dependency/index.ts';
import { FILTER_RULES } from '../../src/rules/filter/index.ts';
import { reachOf } from '../../src/rules/reach.ts';
import { runRules } from '../../src/rules/run.ts';
import { TRANSFORM_RULES } from '../../src/rules/transform/index.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { type Case, parseCase, readLines } from '../conformance/cases.ts';

const engine = openEngine();
afterAll(() => engine.close());

const RULES = [...DEPENDENCY_RULES, ...FILTER_RULES, ...TRANSFORM_RULES];

/** What the rules say lets nothing pass in sensors with these dependencies, by the number of the sensor. */
function errors(dependencies: readonly object[]): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  for (let start = 0; start < dependencies.length; start += 200) {
    const text = dependencies
      .slice(start, start + 200)
      .map((dependency, index) =>
        JSON.stringify({
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Sensor',
          metadata: { name: `case-${start + index}` },
          spec: { dependencies: [dependency], triggers: [{ template: { name: 'log', log: {} } }] },
        }),
      )
      .join('\n---\n');
    const model = buildModel(parseYaml(text, 'cases.yaml').documents);
    const reach = reachOf(model, { complete: true, external: [] });
    for (const { rule, severity, message, at } of runRules(RULES, model, { engine, reach })) {
      // A value of several that is wrong may stand behind one that fits.
      if (severity !== 'error' || !/no event passes|none passes|never/.test(message)) continue;
      const index = Number(/case-(\d+)$/.exec(at.resource ?? '')?.[1]);
      found.set(index, [...(found.get(index) ?? []), `${rule}: ${message}`]);
    }
  }
  return found;
}

const CASES = readLines(join(import.meta.dirname, '../conformance/event-semantics.jsonl.gz')).map(parseCase);

function dependencyOf(example: Extract<Case, { op: 'filter' | 'transform' }>): object {
  const { Source, Subject } = example.event;
  const named = { name: 'a', eventSourceName: Source, eventName: Subject };
  return example.op === 'filter'
    ? { ...named, filters: example.filters, filtersLogicalOperator: example.filtersLogicalOperator ?? '' }
    : { ...named, transform: example.transform };
}

/** With "or" a filter that never passes may stand beside one that does. */
function needsAll(filters: JsonObject | null, operator = ''): boolean {
  const operators = [operator, filters?.['exprLogicalOperator'], filters?.['dataLogicalOperator']];
  return !operators.includes('or');
}

function report(cases: readonly Extract<Case, { op: 'filter' | 'transform' }>[]): readonly string[] {
  const found = errors(cases.map(dependencyOf));
  return cases.flatMap((example, index) =>
    (found.get(index) ?? []).map((told) => `${example.id}: ${told} | ${example.line.slice(0, 2000)}`),
  );
}

describe('no rule says that nothing passes', () => {
  it('of what the real sensor lets pass', () => {
    const passing = CASES.filter((example) => example.op === 'filter').filter(
      ({ expect: { pass }, event, filters, filtersLogicalOperator }) =>
        pass === true && event.Data !== null && needsAll(filters, filtersLogicalOperator),
    );
    expect(passing.length).toBeGreaterThan(300);
    expect(report(passing)).toEqual([]);
  });

  it('of what the real sensor transforms', () => {
    const transformed = CASES.filter((example) => example.op === 'transform').filter(
      ({ expect: { out }, event }) => out !== undefined && event.Data !== null,
    );
    expect(transformed.length).toBeGreaterThan(300);
    expect(report(transformed)).toEqual([]);
  });
});
