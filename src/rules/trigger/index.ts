import type { Rule } from '../rule.ts';
import { clusterScopedKind } from './cluster-scoped-kind.ts';
import { fixedName } from './fixed-name.ts';
import { irregularPlural } from './irregular-plural.ts';
import { liveObject } from './live-object.ts';
import { lostParameters } from './lost-parameters.ts';
import { nameShared } from './name-shared.ts';
import { noType } from './no-type.ts';
import { objectKindMissing } from './object-kind-missing.ts';
import { objectNameMissing } from './object-name-missing.ts';
import { patchStrategy } from './patch-strategy.ts';
import { severalSources } from './several-sources.ts';
import { severalTypes } from './several-types.ts';
import { submitFromFails } from './submit-from-fails.ts';
import { workflowKind } from './workflow-kind.ts';

export const TRIGGER_RULES: readonly Rule[] = [
  clusterScopedKind,
  fixedName,
  irregularPlural,
  liveObject,
  lostParameters,
  nameShared,
  noType,
  objectKindMissing,
  objectNameMissing,
  patchStrategy,
  severalSources,
  severalTypes,
  submitFromFails,
  workflowKind,
];
