import { expect, it } from 'vitest';
import { nameFor } from '../../src/proposals/names.ts';
import { keysOf } from '../../src/simulate/path-keys.ts';

it.each([
  ['body.ref', ['body', 'ref'], 'ref'],
  ['body.commits.0.id', ['body', 'commits', '0', 'id'], 'commits-id'],
  ['body.orderId', ['body', 'orderId'], 'order-id'],
  ['body.a\\.b', ['body', 'a.b'], 'a-b'],
  ['1', ['1'], 'item-2'],
  ['body.\u00e4', ['body', '\u00e4'], 'a'],
  ['*', ['*'], 'value'],
])('%s has the keys %j, and is called %s', (path, keys, name) => {
  expect(keysOf(path)).toEqual(keys);
  expect(nameFor(path)).toBe(name);
});
