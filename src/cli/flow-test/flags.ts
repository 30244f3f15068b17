import { Flags } from '@oclif/core';
import { FLOW_TEST_FORMATS } from '../../report/flow-test/format.ts';
import { formatsOf, REPEATABLE } from '../reading-flags.ts';

/** The flags of `test`. */
export const FLOW_TEST_FLAGS = {
  filter: Flags.string({
    char: 't',
    ...REPEATABLE,
    helpValue: 'TEXT',
    summary: 'Only the cases that have this text in "FILE > NAME"; repeat it for more.',
  }),
  bail: Flags.boolean({ summary: 'End after the first case that does not pass.' }),
  update: Flags.boolean({
    char: 'u',
    summary: 'Write the snapshots of the cases anew; what "expect" says stays as it is.',
  }),
  watch: Flags.boolean({
    char: 'w',
    summary: 'Run again whenever a flow test, a manifest or an event file changes, until Ctrl-C.',
  }),
  coverage: Flags.boolean({
    summary:
      'Say which trigger never fired, which filter never passed or refused, and which side of a condition never decided.',
  }),
  'coverage-min': Flags.integer({
    helpValue: 'PERCENT',
    min: 0,
    max: 100,
    summary: 'Fail below that share of ways; includes --coverage.',
  }),
  jobs: Flags.integer({
    char: 'j',
    helpValue: 'N',
    min: 1,
    max: 64,
    summary: 'Threads at most; the number of processors by default. Few cases need none.',
  }),
  output: Flags.string({
    char: 'o',
    ...REPEATABLE,
    helpValue: 'FORMAT[=FILE]',
    default: ['text'],
    summary: formatsOf(FLOW_TEST_FORMATS),
  }),
};
