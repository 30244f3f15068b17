import { defineConfig } from 'vitest/config';

/** What a stranger gets: the tarball of `npm pack`, installed into an empty folder, on the Node that runs this. */
export default defineConfig({
  test: {
    include: ['test/package/**/*.packed.ts'],
    reporters: ['default', './test/summary-reporter.ts'],
    globalSetup: ['test/package/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
