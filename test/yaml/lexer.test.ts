import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/yaml/parse.ts';

/** Fails when a new version of `yaml` names the states of its lexer differently. */
describe('lines of quoted texts and flow collections stand at any indentation', () => {
  it.each([
    ['a:\n  b: [1,\n2]', { a: { b: [1, 2] } }],
    ['a:\n  b: {c: 1,\nd: 2}', { a: { b: { c: 1, d: 2 } } }],
    ['a:\n  b: "x\ny"', { a: { b: 'x y' } }],
    ["a:\n  b: ['x\ny',\nz]", { a: { b: ['x y', 'z'] } }],
    ['a:\n  b: [\nplain\ntext\n]\nc: 1', { a: { b: ['plain text'] }, c: 1 }],
  ])('%s', (text, value) => {
    const { documents, diagnostics } = parseYaml(text, 'text');
    expect(diagnostics).toEqual([]);
    expect(JSON.parse(JSON.stringify(documents[0]?.value))).toEqual(value);
  });
});
