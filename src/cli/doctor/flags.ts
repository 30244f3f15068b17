import { Flags } from '@oclif/core';
import { CLUSTER_FLAGS } from '../cluster/flags.ts';
import { REPEATABLE } from '../reading-flags.ts';

export const DOCTOR_FLAGS = {
  ...CLUSTER_FLAGS,
  'all-namespaces': Flags.boolean({
    char: 'A',
    helpGroup: 'CLUSTER',
    exclusive: ['namespace'],
    summary: 'Look at all namespaces.',
  }),
  only: Flags.string({
    ...REPEATABLE,
    helpValue: 'CHECK',
    summary: 'Only that check or category: sensors, sensors/pods; repeat it for more.',
  }),
  skip: Flags.string({
    ...REPEATABLE,
    helpValue: 'CHECK',
    summary: 'Not that check or category; repeat it for more.',
  }),
  logs: Flags.boolean({
    summary: 'Look at the logs of event sources, sensors and controllers, too.',
  }),
  wait: Flags.string({
    helpValue: 'TIME',
    summary: 'Look again until there are no errors, for that long at most: 30s, 2m.',
  }),
  bundle: Flags.string({
    helpValue: 'FILE',
    summary: 'Write what was looked at into a ZIP, without secrets, and list what is in it.',
  }),
  fix: Flags.boolean({
    summary: 'Grant the rights that accounts of flows lack, after showing the roles and asking.',
  }),
  yes: Flags.boolean({
    dependsOn: ['fix'],
    summary: 'Do not ask.',
  }),
  output: Flags.option({
    char: 'o',
    options: ['text', 'short', 'json', 'junit'],
    default: 'text',
  } as const)({
    summary: 'How to print it.',
  }),
};
