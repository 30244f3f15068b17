import type { Rule } from '../rule.ts';
import { jqEnvironment } from './jq-environment.ts';
import { jqNotObject } from './jq-not-object.ts';
import { jqSyntax } from './jq-syntax.ts';
import { jqUnknownFunction } from './jq-unknown-function.ts';
import { pathLost } from './path-lost.ts';
import { scriptLists } from './script-lists.ts';
import { scriptNotTable } from './script-not-table.ts';
import { several } from './several.ts';

export const TRANSFORM_RULES: readonly Rule[] = [
  several,
  jqSyntax,
  jqUnknownFunction,
  jqNotObject,
  jqEnvironment,
  pathLost,
  scriptNotTable,
  scriptLists,
];
