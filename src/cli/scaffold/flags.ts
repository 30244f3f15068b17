import { Args, Flags } from '@oclif/core';
import { REPEATABLE } from '../reading-flags.ts';

/** The folder that every scaffold adds to. */
export const DIR = Args.string({
  name: 'DIR',
  description: 'The folder of the project; by default the current one.',
  ignoreStdin: true,
});

/** What every scaffold may be told. */
export const SCAFFOLD_FLAGS = {
  name: Flags.string({
    helpValue: 'NAME',
    summary: 'What it is called; by default as the project suggests.',
  }),
  namespace: Flags.string({
    char: 'n',
    helpValue: 'NAME',
    summary: "The namespace that it lives in; by default the project's.",
  }),
  set: Flags.string({
    helpValue: 'KEY=VALUE',
    ...REPEATABLE,
    summary: 'Any parameter of the template; may be given more than once.',
  }),
  yes: Flags.boolean({ char: 'y', summary: 'Ask nothing: take the defaults.' }),
  force: Flags.boolean({ summary: 'Overwrite files that differ.' }),
  'dry-run': Flags.boolean({ summary: 'Show what would be written, and write nothing.' }),
  diff: Flags.boolean({ summary: 'Show what would change as a patch, and write nothing.' }),
  list: Flags.boolean({ summary: 'List what there is with its parameters and defaults.' }),
} as const;
