import type { Rule } from '../rule.ts';
import { duplicateDependency } from './duplicate-dependency.ts';
import { errorOnFailedRound } from './error-on-failed-round.ts';
import { noDependencies } from './no-dependencies.ts';
import { noTriggers } from './no-triggers.ts';
import { unusedDependency } from './unused-dependency.ts';

export const SENSOR_RULES: readonly Rule[] = [
  duplicateDependency,
  errorOnFailedRound,
  unusedDependency,
  noDependencies,
  noTriggers,
];
