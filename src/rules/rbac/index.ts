import type { Rule } from '../rule.ts';
import { bindingElsewhere } from './binding-elsewhere.ts';
import { clusterResourceInRole } from './cluster-resource-in-role.ts';
import { dangerous } from './dangerous.ts';
import { namesWithoutEffect } from './names-without-effect.ts';
import { objectRefused } from './object-refused.ts';
import { resourceName } from './resource-name.ts';
import { rightMissing } from './right-missing.ts';
import { roleEmpty } from './role-empty.ts';
import { subjectKind } from './subject-kind.ts';
import { subjectNamespace } from './subject-namespace.ts';
import { unneeded } from './unneeded.ts';
import { verbUnknown } from './verb-unknown.ts';
import { wildcard } from './wildcard.ts';
import { wrongGroup } from './wrong-group.ts';

export const RBAC_RULES: readonly Rule[] = [
  rightMissing,
  bindingElsewhere,
  subjectNamespace,
  subjectKind,
  wrongGroup,
  resourceName,
  namesWithoutEffect,
  clusterResourceInRole,
  roleEmpty,
  verbUnknown,
  objectRefused,
  wildcard,
  dangerous,
  unneeded,
];
