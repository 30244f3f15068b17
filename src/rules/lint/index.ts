import type { Rule } from '../rule.ts';
import { staleBaseline } from './stale-baseline.ts';
import { unusedIgnore } from './unused-ignore.ts';

/** Found by the lint room, about what people tell it. */
export const LINT_RULES: readonly Rule[] = [unusedIgnore, staleBaseline];
