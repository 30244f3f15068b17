import type { Rule } from '../rule.ts';
import { allowMissing } from './allow-missing.ts';
import { labelsMissing } from './labels-missing.ts';
import { labelsWithoutObject } from './labels-without-object.ts';
import { wrongKind } from './wrong-kind.ts';

export const POLICY_RULES: readonly Rule[] = [labelsWithoutObject, wrongKind, labelsMissing, allowMissing];
