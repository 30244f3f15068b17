import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { PolicyRule, Role } from '../model/kinds/rbac.ts';

/** A rule, and the role that it is written in. */
export interface WrittenRule {
  readonly rule: PolicyRule;
  readonly role: Role;
}

/** A role that the controller fills in from others has an `aggregationRule`. */
export function isAggregated({ kind, resource }: Role): boolean {
  return kind === 'ClusterRole' && isObject(resource.value['aggregationRule']);
}

/**
 * What each of these roles holds once the controller has filled in those with an `aggregationRule`: it writes the
 * rules of all matching roles in place of their own, aggregated ones among them. Where nothing matches, the role's
 * own rules stay, which is what an object has that was read from a cluster.
 * Source: Kubernetes pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go (syncClusterRole).
 */
export function effectiveRules(roles: readonly Role[]): ReadonlyMap<Role, readonly WrittenRule[]> {
  const found = new Map<Role, readonly WrittenRule[]>();
  const members = new Map<Role, readonly Role[]>();
  const clusterRoles = roles.filter(({ kind }) => kind === 'ClusterRole');
  for (const role of roles) {
    const matching = isAggregated(role) ? selected(role, clusterRoles) : [];
    if (matching.length > 0) members.set(role, matching);
    found.set(role, matching.length > 0 ? [] : role.rules.map((rule) => ({ rule, role })));
  }
  for (const role of members.keys()) found.set(role, gather(role, members, found));
  return found;
}

/** The rules of all that a role takes in, however many steps away; roles may take in each other. */
function gather(
  start: Role,
  members: ReadonlyMap<Role, readonly Role[]>,
  own: ReadonlyMap<Role, readonly WrittenRule[]>,
): readonly WrittenRule[] {
  const reached = new Set([start]);
  for (const role of reached) for (const member of members.get(role) ?? []) reached.add(member);
  return [...reached].filter((role) => !members.has(role)).flatMap((role) => own.get(role) ?? []);
}

function selected(role: Role, clusterRoles: readonly Role[]): readonly Role[] {
  const aggregation = role.resource.value['aggregationRule'];
  const selectors = isObject(aggregation) ? aggregation['clusterRoleSelectors'] : undefined;
  if (!isArray(selectors)) return [];
  return clusterRoles.filter((one) => {
    const metadata = one.resource.value['metadata'];
    const labels = isObject(metadata) ? metadata['labels'] : undefined;
    return (
      one !== role && selectors.some((selector) => selects(selector, isObject(labels) ? labels : NO_LABELS))
    );
  });
}

const NO_LABELS: JsonObject = {};

/** An empty selector selects everything. Source: apimachinery pkg/apis/meta/v1/helpers.go (LabelSelectorAsSelector). */
function selects(selector: JsonValue, labels: JsonObject): boolean {
  if (!isObject(selector)) return true;
  const { matchLabels, matchExpressions } = selector;
  const equal = isObject(matchLabels)
    ? Object.entries(matchLabels).every(([key, value]) => labelOf(labels, key) === value)
    : true;
  return equal && (isArray(matchExpressions) ? matchExpressions.every((one) => holds(one, labels)) : true);
}

function holds(expression: JsonValue, labels: JsonObject): boolean {
  if (!isObject(expression)) return false;
  const { key, operator, values } = expression;
  const value = typeof key === 'string' ? labelOf(labels, key) : undefined;
  const listed = isArray(values) && value !== undefined && values.includes(value);
  switch (operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

function labelOf(labels: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
