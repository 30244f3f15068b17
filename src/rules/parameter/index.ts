import type { Rule } from '../rule.ts';
import { constantValue } from './constant-value.ts';
import { contextIgnored } from './context-ignored.ts';
import { dependencyNotInConditions } from './dependency-not-in-conditions.ts';
import { eventMayBeMissing } from './event-may-be-missing.ts';
import { indexOutOfRange } from './index-out-of-range.ts';
import { literalKept } from './literal-kept.ts';
import { nameInList } from './name-in-list.ts';
import { queryWithoutMatch } from './query-without-match.ts';
import { rawWithoutEffect } from './raw-without-effect.ts';
import { sourceMissing } from './source-missing.ts';
import { templateRefArguments } from './template-ref-arguments.ts';
import { unescapedDot } from './unescaped-dot.ts';
import { unknownContextKey } from './unknown-context-key.ts';
import { unknownDependency } from './unknown-dependency.ts';
import { unknownDestination } from './unknown-destination.ts';
import { unknownKey } from './unknown-key.ts';
import { wholeEvent } from './whole-event.ts';
import { wrongLevel } from './wrong-level.ts';

export const PARAMETER_RULES: readonly Rule[] = [
  constantValue,
  contextIgnored,
  dependencyNotInConditions,
  eventMayBeMissing,
  indexOutOfRange,
  literalKept,
  nameInList,
  queryWithoutMatch,
  rawWithoutEffect,
  sourceMissing,
  templateRefArguments,
  unescapedDot,
  unknownContextKey,
  unknownDependency,
  unknownDestination,
  unknownKey,
  wholeEvent,
  wrongLevel,
];
