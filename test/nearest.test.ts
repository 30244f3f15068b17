import { describe, expect, it } from 'vitest';
import { isSlip, nearest } from '../src/nearest.ts';

describe('nearest', () => {
  it.each([
    ['webhok', ['webhook', 'calendar'], 'webhook'],
    ['Webhook', ['webhook'], 'webhook'],
    ['tset-event', ['init', 'test-event'], 'test-event'],
    ['kafak', ['nats', 'kafka'], 'kafka'],
    ['kafka', ['webhook', 'calendar'], undefined],
    ['a', ['b'], 'b'],
    ['x', [], undefined],
    ['', ['webhook'], undefined],
  ])('%s among %j', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });
});

describe('one slip', () => {
  it.each([
    ['ref', 'ref'],
    ['reff', 'ref'],
    ['re', 'ref'],
    ['raf', 'ref'],
    ['rfe', 'ref'],
  ])('is between "%s" and "%s"', (a, b) => {
    expect([isSlip(a, b), isSlip(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['Ref', 'reF'],
    ['refff', 'ref'],
    ['fer', 'ref'],
    ['', 'ref'],
  ])('is not between "%s" and "%s"', (a, b) => {
    expect([isSlip(a, b), isSlip(b, a)]).toEqual([false, false]);
  });
});
