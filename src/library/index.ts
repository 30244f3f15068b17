/**
 * argoflow as a library: `import { lint, rbac, simulate } from 'argoflow'`. What is not here may change in any version.
 */

export type { Diagnostic, Edit, Fix, Note, Path, Place, Position, Range, Severity } from '../diagnostic.ts';
export { UserError, type UserErrorKind } from '../errors.ts';
export type { JsonObject, JsonValue } from '../json.ts';
export type { TestEventResult } from '../test-event/result.ts';
export { type LintOptions, type LintReport, lint } from './lint.ts';
export type { ManifestOptions, Manifests, ScopeOptions } from './manifests.ts';
export {
  type AccountName,
  type MissingPermission,
  type NeededPermission,
  type RbacOptions,
  type RbacReport,
  rbac,
} from './rbac.ts';
export { type SimulateOptions, simulate } from './simulate.ts';
