import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The files of a worker share its modules: nothing here changes them, and loading them is half of the time.
    isolate: false,
    reporters: ['default', './test/summary-reporter.ts'],
    // The limit is for hangs; nothing here is a measurement, and CI machines are slow and noisy.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
