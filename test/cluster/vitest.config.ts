import { defineConfig } from 'vitest/config';

/** The tests that need an API server: one that this run starts, or that of KUBECONFIG with ARGOFLOW_TEST_CLUSTER=1. */
export default defineConfig({
  test: {
    include: ['test/cluster/live/**/*.live.ts'],
    reporters: ['default', './test/summary-reporter.ts'],
    globalSetup: ['test/cluster/live/setup.ts'],
    // They share one API server, and two of them start and stop their own.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
