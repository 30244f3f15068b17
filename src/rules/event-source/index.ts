import type { Rule } from '../rule.ts';
import { refused } from './refused.ts';

export const EVENT_SOURCE_RULES: readonly Rule[] = [refused];
