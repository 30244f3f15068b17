import type { Rule } from '../rule.ts';
import { booleanKey } from './boolean-key.ts';
import { duplicateKey } from './duplicate-key.ts';
import { key } from './key.ts';
import { merge } from './merge.ts';
import { notJson } from './not-json.ts';
import { notText } from './not-text.ts';
import { syntax } from './syntax.ts';
import { tag } from './tag.ts';
import { tooDeep } from './too-deep.ts';
import { tooLarge } from './too-large.ts';

/** Found while texts are read. */
export const YAML_RULES: readonly Rule[] = [
  booleanKey,
  duplicateKey,
  key,
  merge,
  notJson,
  notText,
  syntax,
  tag,
  tooDeep,
  tooLarge,
];
