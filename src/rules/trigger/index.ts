import type { Rule } from '../rule.ts';
import { backoffInvalid } from './backoff-invalid.ts';
import { backoffNanoseconds } from './backoff-nanoseconds.ts';
import { clusterScopedKind } from './cluster-scoped-kind.ts';
import { contentTypeMissing } from './content-type-missing.ts';
import { deadLetterNotAtLeastOnce } from './dead-letter-not-at-least-once.ts';
import { emailAddressRefused } from './email-address-refused.ts';
import { emailContentMissing } from './email-content-missing.ts';
import { emptyBody } from './empty-body.ts';
import { fieldRequired } from './field-required.ts';
import { fixedName } from './fixed-name.ts';
import { irregularPlural } from './irregular-plural.ts';
import { literalCredentials } from './literal-credentials.ts';
import { liveObject } from './live-object.ts';
import { logInterval } from './log-interval.ts';
import { lostParameters } from './lost-parameters.ts';
import { methodUnknown } from './method-unknown.ts';
import { nameDuplicate } from './name-duplicate.ts';
import { nameMissing } from './name-missing.ts';
import { nameNotLabel } from './name-not-label.ts';
import { nameShared } from './name-shared.ts';
import { nestedDeadLetter } from './nested-dead-letter.ts';
import { noType } from './no-type.ts';
import { objectKindMissing } from './object-kind-missing.ts';
import { objectNameMissing } from './object-name-missing.ts';
import { operationUnknown } from './operation-unknown.ts';
import { patchStrategy } from './patch-strategy.ts';
import { portOutOfRange } from './port-out-of-range.ts';
import { rateLimitUnit } from './rate-limit-unit.ts';
import { rateLimitZero } from './rate-limit-zero.ts';
import { retryWithoutAtLeastOnce } from './retry-without-at-least-once.ts';
import { severalSources } from './several-sources.ts';
import { severalTypes } from './several-types.ts';
import { slackContentMissing } from './slack-content-missing.ts';
import { sourceMissing } from './source-missing.ts';
import { statusUnchecked } from './status-unchecked.ts';
import { submitFromFails } from './submit-from-fails.ts';
import { targetIncomplete } from './target-incomplete.ts';
import { templateMissing } from './template-missing.ts';
import { urlUnverified } from './url-unverified.ts';
import { urlWithoutScheme } from './url-without-scheme.ts';
import { workflowKind } from './workflow-kind.ts';
import { workflowServiceAccount } from './workflow-service-account.ts';

export const TRIGGER_RULES: readonly Rule[] = [
  backoffInvalid,
  backoffNanoseconds,
  clusterScopedKind,
  contentTypeMissing,
  emailAddressRefused,
  emailContentMissing,
  emptyBody,
  fixedName,
  irregularPlural,
  literalCredentials,
  liveObject,
  logInterval,
  lostParameters,
  nameNotLabel,
  nameShared,
  nestedDeadLetter,
  noType,
  objectKindMissing,
  objectNameMissing,
  patchStrategy,
  rateLimitUnit,
  rateLimitZero,
  retryWithoutAtLeastOnce,
  severalSources,
  severalTypes,
  slackContentMissing,
  statusUnchecked,
  submitFromFails,
  targetIncomplete,
  urlUnverified,
  urlWithoutScheme,
  workflowKind,
  workflowServiceAccount,
  templateMissing,
  nameMissing,
  nameDuplicate,
  sourceMissing,
  operationUnknown,
  fieldRequired,
  methodUnknown,
  portOutOfRange,
  deadLetterNotAtLeastOnce,
];
