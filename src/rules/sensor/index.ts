import type { Rule } from '../rule.ts';
import { duplicateDependency } from './duplicate-dependency.ts';
import { errorOnFailedRound } from './error-on-failed-round.ts';
import { refused } from './refused.ts';
import { unusedDependency } from './unused-dependency.ts';

export const SENSOR_RULES: readonly Rule[] = [
  refused,
  duplicateDependency,
  errorOnFailedRound,
  unusedDependency,
];
