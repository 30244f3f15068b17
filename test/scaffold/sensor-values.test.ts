import { expect, it } from 'vitest';
import type { Dependency } from '../../src/scaffold/dependencies.ts';
import { readFilter, readValue } from '../../src/scaffold/sensor/values.ts';

// Only the names of dependencies are looked at.
const dependencies = [{ name: 'push' }, { name: 'tag' }] as unknown as readonly Dependency[];

it.each([
  [
    'body.ref=refs/heads/main',
    { dependency: 'push', path: 'body.ref', type: 'string', values: ['refs/heads/main'] },
  ],
  ['tag:body.ref = a|b', { dependency: 'tag', path: 'body.ref', type: 'string', values: ['a', 'b'] }],
  ['body.n>=5', { dependency: 'push', path: 'body.n', type: 'number', comparator: '>=', values: ['5'] }],
  ['body.draft==false', { dependency: 'push', path: 'body.draft', type: 'bool', values: ['false'] }],
  [
    'tag:body.ref~^refs/(heads|tags)/',
    { dependency: 'tag', path: 'body.ref', type: 'string', values: ['^refs/(heads|tags)/'], isPattern: true },
  ],
])('the filter %s', (text, filter) => {
  expect(readFilter(text, dependencies)).toEqual(filter);
});

it.each([
  ['body.ref', '"body.ref" is no filter'],
  ['body.ref=', '"body.ref=" is no filter'],
  ['body.n>five', '">" compares numbers, and "five" is none'],
  ['body.n!=1|2', '"!=" takes one value, and "body.n!=1|2" has 2'],
])('refuses the filter %s', (text, message) => {
  expect(() => readFilter(text, dependencies)).toThrow(message);
});

it.each([
  ['body.ref', { name: 'ref', dependency: 'push', dataKey: 'body.ref' }],
  ['branch=tag:body.ref', { name: 'branch', dependency: 'tag', dataKey: 'body.ref' }],
])('the value %s', (text, value) => {
  expect(readValue(text, dependencies)).toEqual(value);
});
