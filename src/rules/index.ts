import { CONDITION_RULES } from './condition/index.ts';
import { DEPENDENCY_RULES } from './dependency/index.ts';
import { EVENT_BUS_RULES } from './event-bus/index.ts';
import { EVENT_SOURCE_RULES } from './event-source/index.ts';
import { FILTER_RULES } from './filter/index.ts';
import { KUBERNETES_RULES } from './kubernetes/index.ts';
import { LINT_RULES } from './lint/index.ts';
import { LOAD_RULES } from './load/index.ts';
import { MODEL_RULES } from './model/index.ts';
import { PARAMETER_RULES } from './parameter/index.ts';
import { POLICY_RULES } from './policy/index.ts';
import { RBAC_RULES } from './rbac/index.ts';
import { REFERENCE_RULES } from './reference/index.ts';
import type { Rule } from './rule.ts';
import { SCHEMA_RULES } from './schema/index.ts';
import { SENSOR_RULES } from './sensor/index.ts';
import { TRANSFORM_RULES } from './transform/index.ts';
import { TRIGGER_RULES } from './trigger/index.ts';
import { WORKFLOW_RULES } from './workflow/index.ts';
import { YAML_RULES } from './yaml/index.ts';

/** Every rule, group by group. A new group is a folder and a line here. */
export const RULES: readonly Rule[] = [
  ...YAML_RULES,
  ...MODEL_RULES,
  ...SCHEMA_RULES,
  ...REFERENCE_RULES,
  ...RBAC_RULES,
  ...PARAMETER_RULES,
  ...WORKFLOW_RULES,
  ...TRIGGER_RULES,
  ...POLICY_RULES,
  ...SENSOR_RULES,
  ...DEPENDENCY_RULES,
  ...TRANSFORM_RULES,
  ...FILTER_RULES,
  ...CONDITION_RULES,
  ...EVENT_BUS_RULES,
  ...EVENT_SOURCE_RULES,
  ...KUBERNETES_RULES,
  ...LOAD_RULES,
  ...LINT_RULES,
];
