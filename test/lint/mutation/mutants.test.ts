import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../../src/engine/wasm.ts';
import { RULES } from '../../../src/rules/index.ts';
import { inOneLine, lintFlow, placesOf, readFlow } from './flow.ts';
import { MUTATED, mutantsOf, mutate } from './mutants.ts';

const engine = openEngine();
afterAll(() => engine.close());

const OWN_SEVERITY = new Map(RULES.map(({ id, severity }) => [id, severity]));

describe.each(MUTATED)('in the flow %s, a fault is found by', (name) => {
  const flow = readFlow(name);
  it.each(mutantsOf(name))('$rule: $with', (mutant) => {
    const { text, lines } = mutate(flow.get(mutant.file) ?? '', mutant);
    const found = lintFlow(new Map([...flow, [mutant.file, text]]), engine, mutant.file);
    const file = mutant['said-in'] ?? mutant.file;
    const start = `${mutant.severity ?? OWN_SEVERITY.get(mutant.rule)} ${mutant.rule} ${file}:`;
    const said = found.filter((finding) => inOneLine(finding).startsWith(start));
    expect(said, found.map(inOneLine).join('\n')).not.toEqual([]);
    if (mutant['said-in'] !== undefined || mutant.elsewhere === true) return;
    const places = said.flatMap(placesOf).filter((place) => place.file === mutant.file);
    const near = places.map(({ range }) => range?.start.line ?? 0);
    expect(near.some((line) => line >= lines[0] && line <= lines[1])).toBe(true);
  });
});

it('every rule has a mutant, or is listed as shown by its own example only; -u writes the list', async () => {
  const mutated = new Set(MUTATED.flatMap((name) => mutantsOf(name).map(({ rule }) => rule)));
  const without = RULES.map(({ id }) => id).filter((id) => !mutated.has(id));
  const list = `# Rules that no mutant of a flow shows; the fault of their own example does, judged by all rules (examples.test.ts).
${without
  .sort()
  .map((id) => `- ${id}\n`)
  .join('')}`;
  await expect(list).toMatchFileSnapshot('example-only.yaml');
});
