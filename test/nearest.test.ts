import { describe, expect, it } from 'vitest';
import { nearest } from '../src/nearest.ts';

describe('nearest', () => {
  it.each([
    ['webhok', ['webhook', 'calendar'], 'webhook'],
    ['Webhook', ['webhook'], 'webhook'],
    ['tset-event', ['init', 'test-event'], 'test-event'],
    ['kafka', ['webhook', 'calendar'], undefined],
    ['a', ['b'], 'b'],
    ['x', [], undefined],
    ['', ['webhook'], undefined],
  ])('%s among %j', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });
});
