import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openEngine } from '../../../src/engine/wasm.ts';
import { RULES } from '../../../src/rules/index.ts';
import { lintText } from './flow.ts';

/** A rule's own examples are a clean manifest and the same with one fault; here the whole linter judges them. */
const engine = openEngine();
afterAll(() => engine.close());

/** What a whole run or another rule says in their place: test/lint/own-rules.test.ts, and `SECOND_NAMES` of lint. */
const ELSEWHERE = /^(?:lint|load)\/|^workflow\/field-type$/;
const JUDGED = RULES.filter(({ id }) => !ELSEWHERE.test(id));

/** Rule → what else its fault brings, or what its good example has beside it, by the names of rules. */
const BESIDE: Readonly<Record<string, readonly string[]>> = parse(
  readFileSync(join(import.meta.dirname, 'beside.yaml'), 'utf8'),
);

function warned(text: string): readonly string[] {
  const found = lintText(text, engine).filter(({ severity }) => severity !== 'info');
  return [...new Set(found.map(({ rule }) => rule))];
}

describe.each(JUDGED)('the example of $id, judged by all rules', ({ id, docs }) => {
  it('is found, and nothing else is', () => {
    const rules = new Set(lintText(docs.bad, engine).map(({ rule }) => rule));
    expect(rules).toContain(id);
    const others = warned(docs.bad).filter((rule) => rule !== id);
    expect(others.filter((rule) => !BESIDE[id]?.includes(rule))).toEqual([]);
  });

  it('is clean without its fault', () => {
    expect(warned(docs.good).filter((rule) => !BESIDE[id]?.includes(rule))).toEqual([]);
  });
});

it('nothing is listed in vain', () => {
  const needless = Object.entries(BESIDE).flatMap(([id, beside]) => {
    const docs = JUDGED.find((rule) => rule.id === id)?.docs;
    const said = docs === undefined ? [] : [...warned(docs.bad), ...warned(docs.good)];
    return beside.filter((rule) => !said.includes(rule)).map((rule) => `${id}: ${rule}`);
  });
  expect(needless).toEqual([]);
});
