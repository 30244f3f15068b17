import { expect, it } from 'vitest';
import { contextFlag } from '../../src/cluster/context-flag.ts';

it.each([
  ['lab', ' --context lab'],
  ['arn:aws:eks:eu-west-1:1:cluster/shop', ' --context arn:aws:eks:eu-west-1:1:cluster/shop'],
  ["my lab's", ` --context 'my lab'\\''s'`],
  // In a pod: kubectl says of it that there is no such context.
  ['in-cluster', ''],
])('commands for %s name the cluster so that they can be copied', (context, flag) => {
  expect(contextFlag(context)).toBe(flag);
});
