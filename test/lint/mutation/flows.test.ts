import { afterAll, expect, it } from 'vitest';
import { openEngine } from '../../../src/engine/wasm.ts';
import { FLOW_NAMES, inOneLine, lintFlow, readFlow } from './flow.ts';

const engine = openEngine();
afterAll(() => engine.close());

it.each(FLOW_NAMES)('the flow %s has nothing to find in it', (name) => {
  expect(lintFlow(readFlow(name), engine).map(inOneLine)).toEqual([]);
});
