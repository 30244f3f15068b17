import { defineConfig } from 'vitest/config';

/** The single-file executable, which the Node that runs this makes and is in. */
export default defineConfig({
  test: {
    include: ['test/executable/**/*.built.ts'],
    reporters: ['default', './test/summary-reporter.ts'],
    globalSetup: ['test/executable/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
