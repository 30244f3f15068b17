import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/summary-reporter.ts'],
    // The limit is for hangs; nothing here is a measurement, and CI machines are slow and noisy.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
