import { Flags } from '@oclif/core';
import { ASSUME, NAMESPACE } from '../reading-flags.ts';

const FORMATS = ['text', 'json', 'yaml', 'markdown'] as const;

/** The flags that all `rbac` commands have. */
export const RBAC_FLAGS = {
  namespace: NAMESPACE,
  output: Flags.option({ char: 'o', options: FORMATS, default: 'text' } as const)({
    summary: 'How to print it.',
  }),
  complete: Flags.boolean({ summary: 'The files are everything: what is not among them is nowhere.' }),
  assume: ASSUME,
  'argo-events': Flags.string({
    helpValue: 'VERSION',
    summary: 'The release of Argo Events; the newest by default.',
  }),
  'argo-workflows': Flags.string({
    helpValue: 'VERSION',
    summary: 'The release of Argo Workflows; the newest by default.',
  }),
};
