import { Flags } from '@oclif/core';
import { GRAPH_FORMATS } from '../../report/graph/format.ts';
import { ASSUME, formatsOf, NAMESPACE, REPEATABLE } from '../reading-flags.ts';

/** The flags of `graph`. */
export const GRAPH_FLAGS = {
  namespace: NAMESPACE,
  output: Flags.string({
    char: 'o',
    ...REPEATABLE,
    helpValue: 'PICTURE[=FILE]',
    default: ['tree'],
    summary: formatsOf(GRAPH_FORMATS),
  }),
  diff: Flags.string({
    helpValue: 'REF',
    summary: 'Show what was added, removed and changed since git says that REF and the branch parted.',
  }),
  complete: Flags.boolean({
    summary: 'The files are the whole flow: what is not among them is nowhere.',
  }),
  assume: ASSUME,
};
