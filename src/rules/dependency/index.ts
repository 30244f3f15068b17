import type { Rule } from '../rule.ts';
import { eventRepeated } from './event-repeated.ts';
import { fieldRequired } from './field-required.ts';
import { nameCollision } from './name-collision.ts';
import { nameReserved } from './name-reserved.ts';
import { nameUnusable } from './name-unusable.ts';
import { scriptEndless } from './script-endless.ts';
import { scriptOutsideWorld } from './script-outside-world.ts';
import { scriptSyntax } from './script-syntax.ts';
import { scriptUnknownFunction } from './script-unknown-function.ts';

export const DEPENDENCY_RULES: readonly Rule[] = [
  fieldRequired,
  eventRepeated,
  nameUnusable,
  nameReserved,
  nameCollision,
  scriptSyntax,
  scriptUnknownFunction,
  scriptOutsideWorld,
  scriptEndless,
];
