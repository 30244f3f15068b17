import { defineConfig, mergeConfig } from 'vitest/config';
import everything from '../../vitest.config.ts';
import { NODE_TESTS } from './tests.ts';

/** What .ci/run asks of the second Node, after all tests have passed on the oldest. */
export default mergeConfig(
  { ...everything, test: { ...everything.test, include: [] } },
  defineConfig({ test: { include: [...NODE_TESTS] } }),
);
