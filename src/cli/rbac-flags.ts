import { Args, Flags } from '@oclif/core';

const FORMATS = ['table', 'json', 'yaml', 'markdown'] as const;

export const RBAC_PATHS = {
  path: Args.string({
    name: 'PATH...',
    description: 'Files, folders or "-"; those of the config, or the current folder, by default.',
    ignoreStdin: true,
  }),
};

/** The flags that all `rbac` commands have. */
export const RBAC_FLAGS = {
  namespace: Flags.string({
    char: 'n',
    helpValue: 'NAME',
    summary: 'The namespace of objects that name none.',
  }),
  output: Flags.option({ char: 'o', options: FORMATS, default: 'table' } as const)({
    summary: 'How to print it.',
  }),
  complete: Flags.boolean({ summary: 'The files are everything: what is not among them is nowhere.' }),
  assume: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'KIND/NAMESPACE/NAME',
    summary: 'An object that lives elsewhere.',
  }),
  'argo-events': Flags.string({
    helpValue: 'VERSION',
    summary: 'The release of Argo Events; the newest by default.',
  }),
  'argo-workflows': Flags.string({
    helpValue: 'VERSION',
    summary: 'The release of Argo Workflows; the newest by default.',
  }),
};
