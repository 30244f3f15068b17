import type { Rule } from '../rule.ts';
import { resetIncomplete } from './reset-incomplete.ts';
import { resetScheduleInvalid } from './reset-schedule-invalid.ts';
import { resetTimezoneUnknown } from './reset-timezone-unknown.ts';

export const CONDITION_RULES: readonly Rule[] = [resetIncomplete, resetScheduleInvalid, resetTimezoneUnknown];
