import type { Rule } from '../rule.ts';
import { eventRepeated } from './event-repeated.ts';
import { fieldRequired } from './field-required.ts';

export const DEPENDENCY_RULES: readonly Rule[] = [fieldRequired, eventRepeated];
