import type { Rule } from '../rule.ts';
import { duplicateObject } from './duplicate-object.ts';
import { noKind } from './no-kind.ts';
import { notAnObject } from './not-an-object.ts';
import { unknownKind } from './unknown-kind.ts';

/** Found while objects are told apart. */
export const MODEL_RULES: readonly Rule[] = [duplicateObject, noKind, notAnObject, unknownKind];
