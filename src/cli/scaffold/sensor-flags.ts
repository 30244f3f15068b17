import { Flags } from '@oclif/core';
import { REPEATABLE } from '../reading-flags.ts';
import { SCAFFOLD_FLAGS } from './flags.ts';

/** What `scaffold sensor` may be told. */
export const SENSOR_FLAGS = {
  ...SCAFFOLD_FLAGS,
  dependency: Flags.string({
    ...REPEATABLE,
    helpValue: '[NAME=]SOURCE/EVENT',
    summary: "An event that it waits for; by default the project's only one. With several, all must come.",
  }),
  parameter: Flags.string({
    ...REPEATABLE,
    helpValue: '[NAME=][DEPENDENCY:]DATAKEY',
    summary: 'A value of the event that the trigger takes.',
  }),
  filter: Flags.string({
    ...REPEATABLE,
    helpValue: '[DEPENDENCY:]PATH=VALUE',
    summary:
      'Only events with this value pass; also !=, >=, <=, >, <, "a|b" for either, and ~ for a pattern.',
  }),
  'workflow-template': Flags.string({
    helpValue: 'NAME',
    summary: 'The WorkflowTemplate of the project that it runs; for k8s and argoWorkflow.',
  }),
  conditions: Flags.string({
    helpValue: 'EXPRESSION',
    summary: 'Which dependencies must have come, such as "a || b".',
  }),
};
