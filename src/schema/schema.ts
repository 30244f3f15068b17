import type { JsonObject } from '../json.ts';
import type { ShapeFinding, TextOf } from './finding.ts';
import { openRelease, type Product, type Validators } from './releases.ts';
import { explainShape } from './shape.ts';
import { groupOf, unknownVersion } from './unknown-version.ts';

export type { ShapeFinding, TextOf } from './finding.ts';
export { PRODUCTS, type Product, releasesOf } from './releases.ts';

export interface ShapeOptions {
  /** The releases to check against; the newest one by default. */
  readonly argoEvents?: string;
  readonly argoWorkflows?: string;
  readonly kubernetes?: string;
  /** The text of a scalar as it is written: it tells `n` from `false`. */
  readonly textOf?: TextOf;
}

/**
 * Everything in the shape of an object that its kind does not have: unknown fields, values of a wrong type, missing
 * fields and unknown values, sorted by path. Kinds of other products, kinds that the tables do not have, and
 * `status` are not looked at; nor is what a field without a shape of its own holds.
 *
 * Throws a UserError for a release that there is no table of.
 */
export function checkShape(
  value: JsonObject,
  apiVersion: string,
  kind: string,
  options: ShapeOptions = {},
): readonly ShapeFinding[] {
  const product = productOf(apiVersion, kind);
  if (product === undefined) return [];
  const release = openRelease(product, releaseIn(options, product));
  const { validators } = release;
  const key = `${apiVersion}/${kind}`;
  if (!validators.has(key)) return unknownVersion(apiVersion, kind, validators);
  if (isValid(validators, key, value)) return [];
  const type = release.facts.table.kinds[apiVersion]?.[kind] ?? '';
  return explainShape(value, type, release.facts, options.textOf ?? (() => undefined));
}

const WORKFLOWS_KINDS: ReadonlySet<string> = new Set([
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
  'WorkflowEventBinding',
]);
const EVENTS_KINDS: ReadonlySet<string> = new Set(['EventBus', 'EventSource', 'Sensor']);

function productOf(apiVersion: string, kind: string): Product | undefined {
  if (groupOf(apiVersion) === 'argoproj.io') {
    if (EVENTS_KINDS.has(kind)) return 'argo-events';
    return WORKFLOWS_KINDS.has(kind) ? 'argo-workflows' : undefined;
  }
  const group = groupOf(apiVersion);
  // Only Kubernetes itself has groups without a point, and those under k8s.io.
  return !group.includes('.') || group.endsWith('.k8s.io') ? 'kubernetes' : undefined;
}

function releaseIn(options: ShapeOptions, product: Product): string | undefined {
  switch (product) {
    case 'argo-events':
      return options.argoEvents;
    case 'argo-workflows':
      return options.argoWorkflows;
    default:
      return options.kubernetes;
  }
}

/** False also for what the validator cannot tell, such as whole numbers beyond a double and very deep values. */
function isValid(validators: Validators, key: string, value: JsonObject): boolean {
  try {
    return validators.get(key)?.(value) ?? false;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
