import { expect, it } from 'vitest';
import { checkValue, defaultValue, givenAnswers, resolveAnswers } from '../../src/scaffold/answers.ts';
import type { Parameter, Template } from '../../src/scaffold/template.ts';
import { parseTemplateYaml } from '../../src/scaffold/template-yaml.ts';

const { parameters } = parseTemplateYaml(
  `
title: t
parameters:
  - { name: name, marker: the-name, default: flow, defaultFrom: folder, pattern: "[a-z][a-z0-9-]{0,30}", expects: a name }
  - { name: port, marker: the-port, type: integer, default: 80, minimum: 1, maximum: 100, except: [{ value: 7, because: it is odd }] }
  - { name: depth, marker: the-depth, type: integer, default: 0, minimum: -5 }
  - { name: size, marker: the-size, default: big, choices: [{ value: big }, { value: small }, { value: 3 }] }
`,
  't.yaml',
);
const template: Template = { name: 'mine', title: 't', parameters, files: [] };

it.each([
  ['demo', 'demo'],
  ['My Flöw', 'my-flow'],
  ['__x__', 'x'],
  ['2024-orders', 'orders'],
  ['a--b..c', 'a-b-c'],
  ['日本', 'flow'],
  ['123', 'flow'],
  ['', 'flow'],
  // Longer than this parameter takes.
  ['a'.repeat(40), 'flow'],
])('the folder %j is called %s', (folder, expected) => {
  expect(defaultValue(find('name'), folder)).toBe(expected);
});

it.each([
  ['name', 'A', '"A" is not valid, expected a name'],
  ['name', 'a\nb', '"a\\nb" is not valid, expected a name'],
  ['name', 'b'.repeat(2000), `"${'b'.repeat(80)}…" is too long: at most 1000 characters`],
  ['port', 'x', '"x" is not valid, expected a whole number from 1 to 100'],
  ['port', '080', '"080" is not valid, expected a whole number from 1 to 100'],
  ['port', '101', '"101" is out of range, expected a whole number from 1 to 100'],
  ['port', '7', '"7" is taken: it is odd'],
  ['depth', '-6', '"-6" is out of range, expected a whole number from -5 up'],
  ['depth', '-0', '"-0" is not valid, expected a whole number from -5 up'],
  ['size', 'huge', '"huge" is not a choice, expected big, small or 3'],
])('parameter %s refuses %j', (name, value, problem) => {
  expect(checkValue(find(name), value)).toBe(problem);
});

it('takes what is given, and the defaults for the rest', () => {
  const answers = resolveAnswers(template, new Map([['port', '99']]), 'demo');
  expect([...answers]).toEqual([
    ['name', 'demo'],
    ['port', '99'],
    ['depth', '0'],
    ['size', 'big'],
  ]);
  expect(givenAnswers(template, answers, 'demo')).toEqual([['port', '99']]);
  expect(givenAnswers(template, answers, 'other')).toEqual([
    ['name', 'demo'],
    ['port', '99'],
  ]);
});

it('names the nearest parameter', () => {
  expect(() => resolveAnswers(template, new Map([['prt', '1']]), 'demo')).toThrow(
    expect.objectContaining({
      kind: 'usage',
      message: 'template "mine" has no parameter "prt", did you mean "port"?',
      help: 'its parameters are name, port, depth, size',
    }),
  );
});

function find(name: string): Parameter {
  const parameter = parameters.find((one) => one.name === name);
  if (parameter === undefined) throw new Error(`no parameter ${name}`);
  return parameter;
}
