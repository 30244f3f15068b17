import { PARAMETER_RULES } from './parameter/index.ts';
import { REFERENCE_RULES } from './reference/index.ts';
import type { Rule } from './rule.ts';

/** Every rule, group by group. A new group is a folder and a line here. */
export const RULES: readonly Rule[] = [...REFERENCE_RULES, ...PARAMETER_RULES];
