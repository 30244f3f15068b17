import type { Rule } from '../rule.ts';
import { noObject } from './no-object.ts';
import { patch } from './patch.ts';
import { template } from './template.ts';
import { unreadable } from './unreadable.ts';

/** Found by the load room, about whole files. */
export const LOAD_RULES: readonly Rule[] = [noObject, patch, template, unreadable];
