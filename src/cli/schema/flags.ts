import { Flags } from '@oclif/core';
import { REPEATABLE } from '../reading-flags.ts';

export const EDITORS = ['vscode', 'neovim', 'modeline'] as const;
export type Editor = (typeof EDITORS)[number];

/** Where schemas go by default. */
export const SCHEMA_FOLDER = '.argoflow/schemas';

export const SCHEMA_FLAGS = {
  list: Flags.boolean({ summary: 'List the schemas instead, and the files that they are for.' }),
  kind: Flags.string({
    ...REPEATABLE,
    helpValue: 'NAME',
    summary: 'Only that schema, printed where neither --output nor --editor is given.',
  }),
  output: Flags.string({
    char: 'o',
    helpValue: 'DIR',
    summary: `Where they are written; ${SCHEMA_FOLDER} by default.`,
  }),
  editor: Flags.option({
    options: EDITORS,
    ...REPEATABLE,
  } as const)({ summary: 'An editor to set up for this folder; may be given more than once.' }),
  force: Flags.boolean({ summary: 'Overwrite files that differ.' }),
  'dry-run': Flags.boolean({ summary: 'Show what would be written, and write nothing.' }),
};
