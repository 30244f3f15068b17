/**
 * argoflow as a library: `import { lint, rbac, simulate } from 'argoflow'`. What is not here may change in any version.
 */

export type { Diagnostic, Edit, Fix, Note, Path, Place, Position, Range, Severity } from '../diagnostic.ts';
export { UserError, type UserErrorKind } from '../errors.ts';
export type { JsonObject, JsonValue } from '../json.ts';
export type { Event as BusEvent } from '../simulate/event.ts';
export type {
  Action,
  Decision,
  Hop,
  HopKind,
  HttpResponse,
  Outcome as TriggerOutcome,
} from '../simulate/trace.ts';
export type { OverallOutcome } from '../test-event/overall-outcome.ts';
export type {
  ExpectationResult,
  FiringResult,
  FollowedEvent,
  StimulusSummary,
  TestEventResult,
  TriggerResult,
} from '../test-event/result.ts';
export type { NodePhase, NodeType, WorkflowNode, WorkflowRun } from '../workflow/run.ts';
export { type LintOptions, type LintReport, lint } from './lint.ts';
export type { ManifestOptions, Manifests, ScopeOptions, Versions } from './manifests.ts';
export {
  type AccountName,
  type MissingPermission,
  type NeededPermission,
  type RbacOptions,
  type RbacReport,
  rbac,
} from './rbac.ts';
export { type SimulateOptions, simulate } from './simulate.ts';
