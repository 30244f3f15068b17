import type { Check } from '../../check.ts';
import { conditionFindings } from '../../conditions.ts';

export const eventbusConditions: Check = {
  id: 'eventbus/conditions',
  summary: 'no condition of an EventBus is False',
  reads: ['EventBus'],
  run: (state) => conditionFindings(state, 'EventBus'),
};
