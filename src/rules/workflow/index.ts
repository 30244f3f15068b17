import type { Rule } from '../rule.ts';
import { archiveInvalid } from './archive-invalid.ts';
import { argumentUnknown } from './argument-unknown.ts';
import { artifactNotSupplied } from './artifact-not-supplied.ts';
import { artifactPathEscapes } from './artifact-path-escapes.ts';
import { artifactPathMisplaced } from './artifact-path-misplaced.ts';
import { artifactSourceMisplaced } from './artifact-source-misplaced.ts';
import { artifactWithTwoSources } from './artifact-with-two-sources.ts';
import { artifactWithoutName } from './artifact-without-name.ts';
import { artifactWithoutPath } from './artifact-without-path.ts';
import { artifactWithoutSource } from './artifact-without-source.ts';
import { clusterScope } from './cluster-scope.ts';
import { concurrencyPolicyUnknown } from './concurrency-policy-unknown.ts';
import { conditionInvalid } from './condition-invalid.ts';
import { containerSetEmpty } from './container-set-empty.ts';
import { containerSetWithoutMain } from './container-set-without-main.ts';
import { containerWithoutName } from './container-without-name.ts';
import { dagEmpty } from './dag-empty.ts';
import { deadlineInvalid } from './deadline-invalid.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { dependencyMissing } from './dependency-missing.ts';
import { dependencyNotFound } from './dependency-not-found.ts';
import { dependsInvalid } from './depends-invalid.ts';
import { dependsMixed } from './depends-mixed.ts';
import { dependsResultUnknown } from './depends-result-unknown.ts';
import { dependsWithoutItems } from './depends-without-items.ts';
import { durationInvalid } from './duration-invalid.ts';
import { durationUnreadable } from './duration-unreadable.ts';
import { entrypointMissing } from './entrypoint-missing.ts';
import { eventBindingIncomplete } from './event-binding-incomplete.ts';
import { eventHeader } from './event-header.ts';
import { executorPluginIncomplete } from './executor-plugin-incomplete.ts';
import { exitHandlerTwice } from './exit-handler-twice.ts';
import { expressionSyntax } from './expression-syntax.ts';
import { expressionUnknownName } from './expression-unknown-name.ts';
import { fieldNotSupported } from './field-not-supported.ts';
import { fieldType } from './field-type.ts';
import { globalNameTwice } from './global-name-twice.ts';
import { hdfsIncomplete } from './hdfs-incomplete.ts';
import { hookTemplate } from './hook-template.ts';
import { hookWithoutExpression } from './hook-without-expression.ts';
import { imageMissing } from './image-missing.ts';
import { inlineBesideTemplate } from './inline-beside-template.ts';
import { inputNotInEnum } from './input-not-in-enum.ts';
import { itemKeyMissing } from './item-key-missing.ts';
import { itemWithoutLoop } from './item-without-loop.ts';
import { limitZero } from './limit-zero.ts';
import { loopAmbiguous } from './loop-ambiguous.ts';
import { manifestAmbiguous } from './manifest-ambiguous.ts';
import { manifestIncomplete } from './manifest-incomplete.ts';
import { manifestInvalid } from './manifest-invalid.ts';
import { manifestMissing } from './manifest-missing.ts';
import { memoizeInvalid } from './memoize-invalid.ts';
import { metricInvalid } from './metric-invalid.ts';
import { metricLost } from './metric-lost.ts';
import { nameDuplicate } from './name-duplicate.ts';
import { nameInvalid } from './name-invalid.ts';
import { nameMissing } from './name-missing.ts';
import { nameRefused } from './name-refused.ts';
import { nameReserved } from './name-reserved.ts';
import { nameTooLong } from './name-too-long.ts';
import { outputFilterInvalid } from './output-filter-invalid.ts';
import { outputNeverSet } from './output-never-set.ts';
import { outputReference } from './output-reference.ts';
import { outputTooEarly } from './output-too-early.ts';
import { outputValueFrom } from './output-value-from.ts';
import { ownerElsewhere } from './owner-elsewhere.ts';
import { parameterEnum } from './parameter-enum.ts';
import { parameterNotSupplied } from './parameter-not-supplied.ts';
import { parameterUnset } from './parameter-unset.ts';
import { parameterValueFrom } from './parameter-value-from.ts';
import { parameterWithoutName } from './parameter-without-name.ts';
import { pathTaken } from './path-taken.ts';
import { pluginAmbiguous } from './plugin-ambiguous.ts';
import { podGcSelectorInvalid } from './pod-gc-selector-invalid.ts';
import { podGcUnknown } from './pod-gc-unknown.ts';
import { podImageMissing } from './pod-image-missing.ts';
import { podResourcesInvalid } from './pod-resources-invalid.ts';
import { podSpecPatchInvalid } from './pod-spec-patch-invalid.ts';
import { recursionEndless } from './recursion-endless.ts';
import { referenceUnresolved } from './reference-unresolved.ts';
import { resourceActionUnknown } from './resource-action-unknown.ts';
import { retryExpression } from './retry-expression.ts';
import { retryPolicyUnknown } from './retry-policy-unknown.ts';
import { retryStrategyInvalid } from './retry-strategy-invalid.ts';
import { retypedValue } from './retyped-value.ts';
import { scheduleInvalid } from './schedule-invalid.ts';
import { scheduleMissing } from './schedule-missing.ts';
import { scheduleNever } from './schedule-never.ts';
import { scheduleTimezoneTwice } from './schedule-timezone-twice.ts';
import { startingDeadlineNegative } from './starting-deadline-negative.ts';
import { stepNameMissing } from './step-name-missing.ts';
import { synchronizationInvalid } from './synchronization-invalid.ts';
import { targetNotFound } from './target-not-found.ts';
import { taskNameMissing } from './task-name-missing.ts';
import { templateEmpty } from './template-empty.ts';
import { templateNameMissing } from './template-name-missing.ts';
import { templateNotFound } from './template-not-found.ts';
import { templateReferenceInvalid } from './template-reference-invalid.ts';
import { templateUnused } from './template-unused.ts';
import { templateWithTwoTypes } from './template-with-two-types.ts';
import { templateWithoutType } from './template-without-type.ts';
import { templatesBesideReference } from './templates-beside-reference.ts';
import { timezoneUnknown } from './timezone-unknown.ts';
import { valueUnknown } from './value-unknown.ts';
import { variableMisspelt } from './variable-misspelt.ts';
import { volumeMissing } from './volume-missing.ts';
import { whenInvalid } from './when-invalid.ts';
import { withParamInvalid } from './with-param-invalid.ts';
import { withSequenceInvalid } from './with-sequence-invalid.ts';

export const WORKFLOW_RULES: readonly Rule[] = [
  nameMissing,
  nameRefused,
  nameTooLong,
  nameInvalid,
  nameDuplicate,
  nameReserved,
  templateNameMissing,
  stepNameMissing,
  taskNameMissing,
  parameterWithoutName,
  artifactWithoutName,
  entrypointMissing,
  templateNotFound,
  templateWithoutType,
  templateWithTwoTypes,
  templateReferenceInvalid,
  templatesBesideReference,
  fieldNotSupported,
  fieldType,
  imageMissing,
  containerWithoutName,
  containerSetEmpty,
  containerSetWithoutMain,
  pathTaken,
  retryPolicyUnknown,
  durationInvalid,
  deadlineInvalid,
  resourceActionUnknown,
  manifestMissing,
  manifestAmbiguous,
  manifestInvalid,
  metricInvalid,
  parameterUnset,
  parameterValueFrom,
  parameterEnum,
  parameterNotSupplied,
  artifactNotSupplied,
  artifactWithoutSource,
  artifactWithTwoSources,
  artifactSourceMisplaced,
  artifactWithoutPath,
  artifactPathEscapes,
  artifactPathMisplaced,
  outputValueFrom,
  referenceUnresolved,
  dagEmpty,
  dependencyNotFound,
  dependencyCycle,
  dependencyMissing,
  dependsMixed,
  dependsResultUnknown,
  dependsWithoutItems,
  targetNotFound,
  loopAmbiguous,
  hookWithoutExpression,
  podGcUnknown,
  scheduleMissing,
  scheduleInvalid,
  timezoneUnknown,
  concurrencyPolicyUnknown,
  startingDeadlineNegative,
  hdfsIncomplete,
  podResourcesInvalid,
  podGcSelectorInvalid,
  executorPluginIncomplete,
  pluginAmbiguous,
  dependsInvalid,
  whenInvalid,
  durationUnreadable,
  retypedValue,
  hookTemplate,
  withParamInvalid,
  withSequenceInvalid,
  retryStrategyInvalid,
  memoizeInvalid,
  podImageMissing,
  podSpecPatchInvalid,
  volumeMissing,
  expressionSyntax,
  expressionUnknownName,
  metricLost,
  synchronizationInvalid,
  limitZero,
  argumentUnknown,
  inputNotInEnum,
  globalNameTwice,
  valueUnknown,
  clusterScope,
  manifestIncomplete,
  ownerElsewhere,
  conditionInvalid,
  scheduleNever,
  scheduleTimezoneTwice,
  eventBindingIncomplete,
  eventHeader,
  templateEmpty,
  variableMisspelt,
  itemWithoutLoop,
  itemKeyMissing,
  recursionEndless,
  templateUnused,
  inlineBesideTemplate,
  archiveInvalid,
  exitHandlerTwice,
  retryExpression,
  outputNeverSet,
  outputFilterInvalid,
  outputReference,
  outputTooEarly,
];
