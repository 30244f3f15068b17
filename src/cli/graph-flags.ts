import { Flags } from '@oclif/core';

/** The flags of `graph`. */
export const GRAPH_FLAGS = {
  namespace: Flags.string({
    char: 'n',
    helpValue: 'NAME',
    summary: 'The namespace of objects that name none.',
  }),
  output: Flags.string({
    char: 'o',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'PICTURE[=FILE]',
    default: ['tree'],
    summary: 'tree, mermaid, dot, svg, html, markdown or json; several with files.',
  }),
  diff: Flags.string({
    helpValue: 'REF',
    summary: 'Show what was added, removed and changed since git says that REF and the branch parted.',
  }),
  complete: Flags.boolean({
    summary: 'The files are the whole flow: what is not among them is nowhere.',
  }),
  assume: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'KIND/NAMESPACE/NAME',
    summary: 'An object that lives elsewhere.',
  }),
};
