import type { Rule } from '../rule.ts';
import { clientKept } from './client-kept.ts';
import { constantValue } from './constant-value.ts';
import { contextIgnored } from './context-ignored.ts';
import { dependencyNotInConditions } from './dependency-not-in-conditions.ts';
import { duplicateDestination } from './duplicate-destination.ts';
import { eventMayBeMissing } from './event-may-be-missing.ts';
import { fieldRequired } from './field-required.ts';
import { ignored } from './ignored.ts';
import { indexOutOfRange } from './index-out-of-range.ts';
import { intoScript } from './into-script.ts';
import { joinedToData } from './joined-to-data.ts';
import { keyMisspelt } from './key-misspelt.ts';
import { listAsText } from './list-as-text.ts';
import { literalKept } from './literal-kept.ts';
import { nameInList } from './name-in-list.ts';
import { objectIntoArgument } from './object-into-argument.ts';
import { operationUnknown } from './operation-unknown.ts';
import { queryWithoutMatch } from './query-without-match.ts';
import { rawWithoutEffect } from './raw-without-effect.ts';
import { sourceMissing } from './source-missing.ts';
import { templateEnvironment } from './template-environment.ts';
import { templateRefArguments } from './template-ref-arguments.ts';
import { templateRoot } from './template-root.ts';
import { templateSyntax } from './template-syntax.ts';
import { textIntoNumber } from './text-into-number.ts';
import { textIntoStructure } from './text-into-structure.ts';
import { unescapedDot } from './unescaped-dot.ts';
import { unknownContextKey } from './unknown-context-key.ts';
import { unknownDependency } from './unknown-dependency.ts';
import { unknownDestination } from './unknown-destination.ts';
import { unknownKey } from './unknown-key.ts';
import { wholeBody } from './whole-body.ts';
import { wholeEvent } from './whole-event.ts';
import { wrongLevel } from './wrong-level.ts';

export const PARAMETER_RULES: readonly Rule[] = [
  clientKept,
  constantValue,
  contextIgnored,
  dependencyNotInConditions,
  duplicateDestination,
  eventMayBeMissing,
  ignored,
  indexOutOfRange,
  intoScript,
  joinedToData,
  keyMisspelt,
  listAsText,
  literalKept,
  nameInList,
  objectIntoArgument,
  queryWithoutMatch,
  rawWithoutEffect,
  sourceMissing,
  templateEnvironment,
  templateRefArguments,
  templateRoot,
  templateSyntax,
  textIntoNumber,
  textIntoStructure,
  unescapedDot,
  unknownContextKey,
  unknownDependency,
  unknownDestination,
  unknownKey,
  wholeBody,
  wholeEvent,
  wrongLevel,
  fieldRequired,
  operationUnknown,
];
