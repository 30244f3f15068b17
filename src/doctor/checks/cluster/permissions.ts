import type { Check } from '../../check.ts';

export const permissions: Check = {
  id: 'cluster/permissions',
  summary: 'you may read all that the checks look at',
  reads: [],
  run: ({ unread }) =>
    [...unread].flatMap(([kind, { reason, message }]) =>
      reason === 'not-served'
        ? []
        : [{ severity: 'warning', title: `objects of kind ${kind} cannot be read`, evidence: [message] }],
    ),
};
