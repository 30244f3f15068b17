import { run } from '@oclif/core';

// A module of its own: main.ts loads it lazily, and a bundled CommonJS package keeps its named exports only
// behind a static import.

/** Finds the command that `argv` calls, in the package at `root`, and runs it. Throws what it throws. */
export async function runCommand(argv: readonly string[], root: string): Promise<void> {
  await run([...argv], { root });
}
