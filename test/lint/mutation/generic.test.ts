import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../../src/engine/wasm.ts';
import { FLOW_NAMES, lintFlow, placesOf, readFlow } from './flow.ts';
import { genericMutants } from './generic.ts';
import { NO_FAULT, NOT_FOUND } from './survivors.ts';

const engine = openEngine();
afterAll(() => engine.close());

const FILES = FLOW_NAMES.flatMap((name) => [...readFlow(name)].map(([file, text]) => ({ name, file, text })));

describe('every misspelling, missing field, lost reference and wrong word is found in', () => {
  it.each(FILES)('$name/$file', ({ name, file, text }) => {
    const flow = readFlow(name);
    const mutants = genericMutants(text);
    const survivors = mutants
      .filter((mutant) => {
        const found = lintFlow(new Map([...flow, [file, mutant.text]]), engine, file);
        return !found.some(
          (finding) =>
            mutant.where === 'anywhere' ||
            placesOf(finding).some(({ file: at, range }) => at === file && range?.start.line === mutant.line),
        );
      })
      .map(({ title }) => `${name}/${file}: ${title}`);
    expect(mutants.length).toBeGreaterThan(5);
    expect(new Set(survivors)).toEqual(
      new Set([...NO_FAULT.keys(), ...NOT_FOUND.keys()].filter((key) => key.startsWith(`${name}/${file}: `))),
    );
  });
});
