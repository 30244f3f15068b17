import type { Rule } from '../rule.ts';
import { constantValue } from './constant-value.ts';
import { contextIgnored } from './context-ignored.ts';
import { dependencyNotInConditions } from './dependency-not-in-conditions.ts';
import { eventMayBeMissing } from './event-may-be-missing.ts';
import { literalKept } from './literal-kept.ts';
import { rawWithoutEffect } from './raw-without-effect.ts';
import { sourceMissing } from './source-missing.ts';
import { unknownContextKey } from './unknown-context-key.ts';
import { unknownDependency } from './unknown-dependency.ts';
import { unknownKey } from './unknown-key.ts';
import { wholeEvent } from './whole-event.ts';

export const PARAMETER_RULES: readonly Rule[] = [
  constantValue,
  contextIgnored,
  dependencyNotInConditions,
  eventMayBeMissing,
  literalKept,
  rawWithoutEffect,
  sourceMissing,
  unknownContextKey,
  unknownDependency,
  unknownKey,
  wholeEvent,
];
