import type { Rule } from '../rule.ts';
import { missingField } from './missing-field.ts';
import { unknownField } from './unknown-field.ts';
import { unknownValue } from './unknown-value.ts';
import { unknownVersion } from './unknown-version.ts';
import { wrongType } from './wrong-type.ts';

/** Found by the schema room, which knows every field of a kind. */
export const SCHEMA_RULES: readonly Rule[] = [
  unknownVersion,
  unknownField,
  wrongType,
  missingField,
  unknownValue,
];
