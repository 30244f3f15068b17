import type { Check } from '../../check.ts';
import { conditionFindings } from '../../conditions.ts';

export const sensorsConditions: Check = {
  id: 'sensors/conditions',
  summary: 'no condition of a Sensor is False',
  reads: ['Sensor'],
  run: (state) => conditionFindings(state, 'Sensor'),
};
