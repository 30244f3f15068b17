import type { Rule } from '../rule.ts';
import { noObject } from './no-object.ts';

/** Found by the load room, about whole files. */
export const LOAD_RULES: readonly Rule[] = [noObject];
