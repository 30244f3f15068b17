import { Flags } from '@oclif/core';
import { LINT_FORMATS } from '../../report/lint/format.ts';
import { ASSUME, formatsOf, NAMESPACE, REPEATABLE } from '../reading-flags.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** The flags of `lint`. */
export const LINT_FLAGS = {
  namespace: NAMESPACE,
  output: Flags.string({
    char: 'o',
    ...REPEATABLE,
    helpValue: 'FORMAT[=FILE]',
    default: ['text'],
    summary: formatsOf(LINT_FORMATS),
  }),
  list: Flags.boolean({ summary: 'List all rules instead.' }),
  'fail-on': Flags.option({ options: SEVERITIES, default: 'error' } as const)({
    summary: 'The lightest severity that makes the exit code 1.',
  }),
  config: Flags.string({
    helpValue: 'FILE',
    summary: 'A config; ".argoflow.yaml" here, or in the only folder that is named, by default.',
  }),
  baseline: Flags.string({
    helpValue: 'FILE',
    summary: 'Known findings, which are not reported and do not fail; that of the config by default.',
  }),
  'write-baseline': Flags.boolean({
    exclusive: ['changed', 'fix'],
    summary: 'Write all that is found into the baseline.',
  }),
  changed: Flags.string({
    helpValue: 'REF',
    summary:
      'Report only what stands in files that differ from where git says that REF and the branch parted (HEAD by ' +
      'default), or that are new; all files are read. Write --changed or --changed=REF.',
  }),
  'stdin-filename': Flags.string({
    helpValue: 'FILE',
    summary: 'The name of the text behind "-", which takes the place of that file.',
  }),
  complete: Flags.boolean({
    summary: 'The files are the whole flow: every missing target is an error.',
  }),
  assume: ASSUME,
  fix: Flags.option({ options: ['safe', 'unsafe'] } as const)({
    summary: 'Write what mends findings into the files; "unsafe" also what may change their meaning.',
  }),
  watch: Flags.boolean({
    exclusive: ['diff', 'write-baseline'],
    summary: 'Lint again whenever a file changes, until Ctrl-C.',
  }),
  diff: Flags.boolean({
    dependsOn: ['fix'],
    summary: 'Show what --fix would change, as a patch, and change nothing.',
  }),
  ignores: Flags.boolean({
    allowNo: true,
    default: true,
    summary: 'Hide what comments "# argoflow: ignore[rule] reason" ask to hide.',
  }),
};
