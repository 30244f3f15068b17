import type { Audit } from './audit.ts';
import type { Refusal } from './forbidden.ts';
import type { Need } from './need.ts';
import { combinedResource } from './request.ts';

/** A refusal, and what the manifests know of it. */
export interface Explained {
  readonly refusal: Refusal;
  /** What asks for it; undefined when nothing among the manifests does. */
  readonly need: Need | undefined;
  /** Why it is denied, and what to change, as the manifests have it. */
  readonly why: string;
  /** The rule that is missing, as YAML, for a role that reaches the account. */
  readonly rule: string | undefined;
}

export function explain(
  refusals: readonly Refusal[],
  { needs, gaps, authorizer }: Audit,
): readonly Explained[] {
  return refusals.map((refusal): Explained => {
    if (refusal.kind === 'no-account') {
      const { namespace, name } = refusal.account;
      const use = needs.needs.find(({ account }) => account.namespace === namespace && account.name === name);
      const why = `there is no service account "${name}" in namespace "${namespace}": create it, or name another`;
      return { refusal, need: use, why, rule: undefined };
    }
    if (refusal.kind === 'cluster-template') {
      const need = needs.needs.find(({ request }) => request.resource === 'clusterworkflowtemplates');
      const why = '"argo" reads no cluster template unless its account may get, list and watch all of them';
      return {
        refusal,
        need,
        why,
        rule: ruleOf('argoproj.io', 'clusterworkflowtemplates', ['get', 'list', 'watch']),
      };
    }
    const { account, request, user } = refusal;
    const matches = (need: Need) =>
      need.account.namespace === account?.namespace &&
      need.account.name === account.name &&
      need.request.verb === request.verb &&
      need.request.group === request.group &&
      combinedResource(need.request) === combinedResource(request) &&
      need.request.namespace === request.namespace;
    const gap = gaps.find((one) => matches(one.need));
    const need = gap?.need ?? needs.needs.find(matches);
    const allowed =
      need !== undefined &&
      authorizer.allows(
        {
          user,
          groups: [
            'system:authenticated',
            'system:serviceaccounts',
            `system:serviceaccounts:${account?.namespace ?? ''}`,
          ],
        },
        need.request,
      );
    const why =
      gap?.why.message ??
      (allowed
        ? 'the manifests allow it: what is on the cluster is older than they are, or they were never applied'
        : need === undefined
          ? 'nothing among the manifests asks for it'
          : 'the manifests cannot tell what the account may do');
    return { refusal, need, why, rule: ruleOf(request.group, combinedResource(request), [request.verb]) };
  });
}

function ruleOf(group: string, resource: string, verbs: readonly string[]): string {
  return `- apiGroups: [${group === '' ? '""' : group}]\n  resources: [${resource}]\n  verbs: [${verbs.join(', ')}]`;
}
