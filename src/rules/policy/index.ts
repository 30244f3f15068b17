import type { Rule } from '../rule.ts';
import { labelsWithoutObject } from './labels-without-object.ts';
import { wrongKind } from './wrong-kind.ts';

export const POLICY_RULES: readonly Rule[] = [labelsWithoutObject, wrongKind];
