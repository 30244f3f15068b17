import type { Check } from '../../check.ts';
import { conditionFindings } from '../../conditions.ts';

export const eventsourcesConditions: Check = {
  id: 'eventsources/conditions',
  summary: 'no condition of an EventSource is False',
  reads: ['EventSource'],
  run: (state) => conditionFindings(state, 'EventSource'),
};
