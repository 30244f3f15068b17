import type { Rule } from '../rule.ts';
import { comparatorUnknown } from './comparator-unknown.ts';
import { contextEmpty } from './context-empty.ts';
import { dataIncomplete } from './data-incomplete.ts';
import { expressionIncomplete } from './expression-incomplete.ts';
import { operatorUnknown } from './operator-unknown.ts';
import { timeEmpty } from './time-empty.ts';
import { timeInvalid } from './time-invalid.ts';
import { timezoneUnknown } from './timezone-unknown.ts';

export const FILTER_RULES: readonly Rule[] = [
  operatorUnknown,
  comparatorUnknown,
  dataIncomplete,
  expressionIncomplete,
  contextEmpty,
  timeInvalid,
  timeEmpty,
  timezoneUnknown,
];
