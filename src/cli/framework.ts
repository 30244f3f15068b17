import { Config, run, settings } from '@oclif/core';
import { UserError } from '../errors.ts';

// A module of its own: main.ts loads it lazily, and a bundled CommonJS package keeps its named exports only
// behind a static import.

/** Finds the command that `argv` calls, in the package at `root`, and runs it. Throws what it throws. */
export async function runCommand(argv: readonly string[], root: string): Promise<void> {
  // Where NODE_ENV is "development" or "test", in a shell of somebody who writes programs, oclif would look for our
  // TypeScript, load a compiler for it, and warn that there is none (oclif/core src/config/ts-path.ts).
  settings.enableAutoTranspile = false;
  // There are no plug-ins, so nothing is looked for in the home, which may be none.
  const config = await Config.load({ root, userPlugins: false, devPlugins: false });
  refuseFlagOfTopic(argv, config);
  await run([...argv], config);
}

/** oclif would show the help of the topic, and call that a success. */
function refuseFlagOfTopic([topic = '', flag = '']: readonly string[], config: Config): void {
  const isTopic = config.findTopic(topic) !== undefined && config.findCommand(topic) === undefined;
  if (!isTopic || !flag.startsWith('-') || flag === '--help') return;
  throw new UserError('usage', `unknown flag "${flag}"`, `argoflow ${topic} --help`);
}
