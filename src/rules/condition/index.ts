import type { Rule } from '../rule.ts';
import { constant } from './constant.ts';
import { resetIncomplete } from './reset-incomplete.ts';
import { resetScheduleInvalid } from './reset-schedule-invalid.ts';
import { resetTimezoneUnknown } from './reset-timezone-unknown.ts';
import { resetUseless } from './reset-useless.ts';
import { sameEvent } from './same-event.ts';
import { unknownDependency } from './unknown-dependency.ts';
import { unreadable } from './unreadable.ts';
import { waitsForAll } from './waits-for-all.ts';

export const CONDITION_RULES: readonly Rule[] = [
  resetIncomplete,
  resetScheduleInvalid,
  resetTimezoneUnknown,
  unreadable,
  unknownDependency,
  constant,
  waitsForAll,
  sameEvent,
  resetUseless,
];
