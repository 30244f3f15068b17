import type { Rule } from '../rule.ts';
import { boolComparator } from './bool-comparator.ts';
import { boolInvalid } from './bool-invalid.ts';
import { comparatorUnknown } from './comparator-unknown.ts';
import { contextConstant } from './context-constant.ts';
import { contextEmpty } from './context-empty.ts';
import { dataIncomplete } from './data-incomplete.ts';
import { expressionDateLiteral } from './expression-date-literal.ts';
import { expressionFieldName } from './expression-field-name.ts';
import { expressionIncomplete } from './expression-incomplete.ts';
import { expressionNotBoolean } from './expression-not-boolean.ts';
import { expressionSyntax } from './expression-syntax.ts';
import { expressionUnknownVariable } from './expression-unknown-variable.ts';
import { expressionUnusedField } from './expression-unused-field.ts';
import { listAsText } from './list-as-text.ts';
import { notEqualAny } from './not-equal-any.ts';
import { numberInvalid } from './number-invalid.ts';
import { numberZero } from './number-zero.ts';
import { operatorUnknown } from './operator-unknown.ts';
import { orWithScript } from './or-with-script.ts';
import { pathLeadsNowhere } from './path-leads-nowhere.ts';
import { pathMisspelt } from './path-misspelt.ts';
import { pathSuspicious } from './path-suspicious.ts';
import { regexInvalid } from './regex-invalid.ts';
import { regexMetacharacter } from './regex-metacharacter.ts';
import { regexUnanchored } from './regex-unanchored.ts';
import { scriptNeverTrue } from './script-never-true.ts';
import { stringOrdering } from './string-ordering.ts';
import { templateEnvironment } from './template-environment.ts';
import { templateRoot } from './template-root.ts';
import { templateSyntax } from './template-syntax.ts';
import { timeEmpty } from './time-empty.ts';
import { timeInUtc } from './time-in-utc.ts';
import { timeInvalid } from './time-invalid.ts';
import { timezoneUnknown } from './timezone-unknown.ts';
import { typeUnknown } from './type-unknown.ts';

export const FILTER_RULES: readonly Rule[] = [
  operatorUnknown,
  comparatorUnknown,
  dataIncomplete,
  expressionIncomplete,
  contextEmpty,
  timeInvalid,
  timeEmpty,
  timezoneUnknown,
  typeUnknown,
  regexInvalid,
  regexUnanchored,
  numberInvalid,
  boolInvalid,
  numberZero,
  boolComparator,
  stringOrdering,
  notEqualAny,
  listAsText,
  pathLeadsNowhere,
  pathMisspelt,
  pathSuspicious,
  templateSyntax,
  templateRoot,
  templateEnvironment,
  expressionSyntax,
  expressionFieldName,
  expressionUnknownVariable,
  expressionUnusedField,
  expressionDateLiteral,
  expressionNotBoolean,
  contextConstant,
  timeInUtc,
  orWithScript,
  scriptNeverTrue,
  regexMetacharacter,
];
