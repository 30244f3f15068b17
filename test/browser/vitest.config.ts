import { defineConfig } from 'vitest/config';

/** The tests that need a browser and Graphviz: Chromium at CHROMIUM, or where Debian puts it, and `dot` on the PATH. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    reporters: ['default', './test/summary-reporter.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
