import { expect, test } from 'vitest';
import { isBounded } from '../../src/engine/bounded.ts';
import type { Question } from '../../src/engine/engine.ts';

const long = 'x'.repeat(100_000);

const bounded: readonly Question[] = [
  { op: 'gjson', json: '{}', paths: ['body.items.0.name', 'x\\.y', 'a-b'] },
  { op: 'sjson', json: '{}', changes: [{ path: 'spec.args.-1', value: 'v', raw: false }] },
  { op: 'regexp', pattern: '^refs/(heads|tags)/.*$', texts: ['refs/heads/main'] },
  { op: 'govaluate', expression: 'a == "x" && b > 3', parameters: '{}', version: 'events' },
  { op: 'compactJson', json: '{}' },
  { op: 'workflowVariables', expression: 'a.b ?? c' },
];

const unbounded: readonly Question[] = [
  { op: 'gjson', json: '{}', paths: ['a', '[@this,@this]'] },
  { op: 'gjson', json: '{}', paths: ['a.#(b>1)#'] },
  { op: 'gjson', json: '{}', paths: ['*a*a*a*'] },
  { op: 'gjson', json: long, paths: ['a'] },
  { op: 'sjson', json: '{}', changes: [{ path: 'a.1000000000', value: 'v', raw: false }] },
  { op: 'sjson', json: '{}', changes: [{ path: 'a', value: long, raw: true }] },
  { op: 'regexp', pattern: '(a{1,30}){1,30}', texts: ['a'] },
  { op: 'regexp', pattern: 'a', texts: [long] },
  { op: 'govaluate', expression: 'a =~ b', parameters: '{}', version: 'events' },
  { op: 'when', expression: 'a !~ b' },
  { op: 'compactJson', json: long },
  { op: 'template', name: 'p', text: '', input: { text: '' } },
  { op: 'jq', query: '.', json: '{}' },
  { op: 'luaFilter', script: '', json: '{}' },
  { op: 'luaTransform', script: '', json: '{}' },
  { op: 'sourceFilter', expression: 'true', json: '{}' },
  { op: 'workflowVariables', expression: long },
  { op: 'workflowExpression', expression: 'true', env: '{}' },
];

test.each(bounded)('answered without a thread: %j', (question) => {
  expect(isBounded(question)).toBe(true);
});

test.each(unbounded.map((question) => [JSON.stringify(question).slice(0, 80), question] as const))(
  'answered where it can be stopped: %s',
  (_, question) => {
    expect(isBounded(question)).toBe(false);
  },
);
