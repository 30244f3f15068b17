import type { Command } from '@oclif/core';

/** Every command, by the words that call it. A new command is a file in commands/ and a line here. */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {};
