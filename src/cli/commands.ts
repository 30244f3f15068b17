import type { Command } from '@oclif/core';
import Init from './commands/init.ts';
import Lint from './commands/lint.ts';
import TestEvent from './commands/test-event.ts';

/** Every command, by the words that call it. A new command is a file in commands/ and a line here. */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {
  init: Init,
  lint: Lint,
  'test-event': TestEvent,
};
