import { PARAMETER_RULES } from './parameter/index.ts';
import { REFERENCE_RULES } from './reference/index.ts';
import type { Rule } from './rule.ts';
import { TRIGGER_RULES } from './trigger/index.ts';
import { WORKFLOW_RULES } from './workflow/index.ts';

/** Every rule, group by group. A new group is a folder and a line here. */
export const RULES: readonly Rule[] = [
  ...REFERENCE_RULES,
  ...PARAMETER_RULES,
  ...WORKFLOW_RULES,
  ...TRIGGER_RULES,
];
