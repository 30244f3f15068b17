import type { PolicyRule } from '../model/kinds/rbac.ts';
import { type AccessRequest, combinedResource } from './request.ts';

type Listed = Omit<PolicyRule, 'path'>;

/**
 * Does a rule allow a request? Names and groups are compared letter by letter; a `*` stands for everything only where
 * Kubernetes says so.
 * Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go (RuleAllows), pkg/apis/rbac/v1/evaluation_helpers.go.
 */
export function ruleAllows(rule: Listed, request: AccessRequest): boolean {
  if (!has(rule.verbs, request.verb)) return false;
  if ('path' in request) return rule.nonResourceURLs.some((url) => coversPath(url, request.path));
  return (
    has(rule.apiGroups, request.group) &&
    coversResource(rule, request) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(request.name))
  );
}

function has(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

// `*` covers subresources, too; `*/status` covers that of every resource, and `pods/*` nothing at all.
export function coversResource(
  { resources }: Pick<Listed, 'resources'>,
  request: { readonly resource: string; readonly subresource: string },
): boolean {
  const combined = combinedResource(request);
  return resources.some(
    (written) =>
      written === '*' ||
      written === combined ||
      (request.subresource !== '' && written === `*/${request.subresource}`),
  );
}

function coversPath(url: string, path: string): boolean {
  if (url === '*' || url === path) return true;
  return url.endsWith('*') && path.startsWith(url.replace(/\*+$/, ''));
}
