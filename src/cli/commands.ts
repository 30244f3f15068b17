import type { Command } from '@oclif/core';
import Explain from './commands/explain.ts';
import Init from './commands/init.ts';
import Lint from './commands/lint.ts';
import TestEvent from './commands/test-event.ts';

/** Every command, by the words that call it. A new command is a file in commands/ and a line here. */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {
  explain: Explain,
  init: Init,
  lint: Lint,
  'test-event': TestEvent,
};
