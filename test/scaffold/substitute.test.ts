import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Substitute,
  substituteJson,
  substituteText,
  substituteYaml,
} from '../../src/scaffold/substitute.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

function name(value: string): ReadonlyMap<string, Substitute> {
  return new Map([['the-name', { value, type: 'string' }]]);
}
const port: ReadonlyMap<string, Substitute> = new Map([['the-port', { value: '80', type: 'integer' }]]);

describe('in YAML', () => {
  it.each([
    ['a plain value', 'a: the-name # the-name\n', 'x', 'a: x # x\n'],
    ['a part of a word', 'a: the-name-role\n', 'x', 'a: x-role\n'],
    ['a boolean', 'a: the-name\n', 'on', 'a: "on"\n'],
    ['a boolean as a part', 'a: the-name-role\n', 'on', 'a: on-role\n'],
    ['a number', 'a: [the-name, b]\n', '007', 'a: ["007", b]\n'],
    ['an alias', 'a: the-name\n', '* * * * *', 'a: "* * * * *"\n'],
    ['a comma in a list', 'a: [the-name]\n', 'x, y', 'a: ["x, y"]\n'],
    ['a comment', 'a: the-name\n', 'x #y', 'a: "x #y"\n'],
    ['a mapping', 'a: the-name\n', 'x: y', 'a: "x: y"\n'],
    ['nothing', 'a: the-name\n', '', 'a: ""\n'],
    ['a key', 'the-name:\n  a: b\n', 'yes', '"yes":\n  a: b\n'],
    ['a quoted value', 'a: "the-name"\n', 'on', 'a: "on"\n'],
    ['a block', 'a: |\n  x: the-name\n', 'on', 'a: |\n  x: on\n'],
    ['an argument of Argo', 'a: "{{the-name}}"\n', 'x', 'a: "{{x}}"\n'],
    ['CRLF', 'a: the-name\r\nb: c\r\n', 'no', 'a: "no"\r\nb: c\r\n'],
    ['the second document', 'a: b\n---\na: the-name\n', 'y', 'a: b\n---\na: "y"\n'],
  ])('%s', (_what, text, value, expected) => {
    expect(substituteYaml(text, 'f.yaml', name(value))).toBe(expected);
  });

  it('keeps an integer a number only where nothing else is said', () => {
    expect(substituteYaml('a: the-port\nb: "the-port"\nc: :the-port\n', 'f.yaml', port)).toBe(
      'a: 80\nb: "80"\nc: :80\n',
    );
  });

  it.each([
    ['a: "the-name"\n', 'x"'],
    ['a: "the-name"\n', 'x\\'],
    ["a: 'the-name'\n", "it's"],
    ['a: |\n  the-name\n', 'x\nb: c'],
    ['# the-name\na: b\n', 'x\nc: d'],
  ])('%j is not changed in meaning by %j', (text, value) => {
    expect(() => substituteYaml(text, 'f.yaml', name(value))).toThrow(
      /^"f\.yaml" would not be right with these answers: /,
    );
  });

  it('reads back as the value, whatever the value is', () => {
    const values = fc.oneof(
      fc.string(),
      fc.constantFrom('~', '0o7', '.inf', '<<', '1_0', '\u2028', '"', '- a', '{{a}}'),
    );
    fc.assert(
      fc.property(values, (value) => {
        const valid = value.replace(/[^\x20-\x7e]/g, '');
        const text = substituteYaml('the-name: [the-name, a-the-name-b]\n', 'f.yaml', name(valid));
        const [document] = parseYaml(text, 'f.yaml').documents;
        expect(document?.value).toEqual({ [valid]: [valid, `a-${valid}-b`] });
      }),
    );
  });
});

describe('in JSON', () => {
  it('escapes what JSON needs', () => {
    expect(JSON.parse(substituteJson('{"a": "the-name!"}', 'f.json', name('"\\\n')))).toEqual({
      a: '"\\\n!',
    });
  });

  it('takes a bare number', () => {
    expect(substituteJson('{"a": the-port}', 'f.json', port)).toBe('{"a": 80}');
  });

  it('refuses what is no JSON then', () => {
    expect(() => substituteJson('{"a": the-name}', 'f.json', name('x'))).toThrow(
      /^"f\.json" would not be JSON with these answers: /,
    );
  });
});

it('prefers the longer of two markers, and takes no value for a marker', () => {
  const both = new Map<string, Substitute>([
    ['a-b', { value: '$& a-bc', type: 'string' }],
    ['a-bc', { value: '2', type: 'string' }],
  ]);
  expect(substituteText('a-b a-bc a-b-c', both)).toBe('$& a-bc 2 $& a-bc-c');
});
