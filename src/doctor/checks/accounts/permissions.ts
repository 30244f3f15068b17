import { combinedResource, userOf } from '../../../rbac/request.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { keyOf } from '../../state.ts';

export const accountPermissions: Check = {
  id: 'accounts/permissions',
  summary: 'every account of a flow may do what the flow makes it do',
  reads: [],
  run: ({ audit, reviews, context }) => {
    const denied = [
      ...audit.gaps.map(({ need, why, certain }) => ({ need, said: why.message, certain })),
      // What the roles that could be read do not tell, only the cluster can.
      ...audit.unchecked.map(({ need, reason }) => ({ need, said: reason, certain: false })),
    ];
    const told = new Set<string>();
    const unjudged = new Set<string>();
    const found = denied.flatMap(({ need, said, certain }): Finding[] => {
      const key = keyOf(need);
      const answer = reviews.get(key);
      // The cluster may allow by other means than roles.
      if (answer === true || told.has(key)) return [];
      if (answer === undefined && !certain) {
        unjudged.add(`${userOf(need.account)}: ${need.reason}: ${said}`);
        return [];
      }
      told.add(key);
      const { account, request, cause } = need;
      const { verb, namespace } = request;
      const resource = combinedResource(request);
      const where = namespace === '' ? 'for the whole cluster' : `in namespace "${namespace}"`;
      const proof =
        answer === false
          ? 'asked the cluster (SubjectAccessReview): denied'
          : 'judged by roles and bindings, not asked';
      const plural = request.group === '' ? resource : `${resource}.${request.group}`;
      const scope = namespace === '' ? '' : ` -n ${namespace}`;
      return [
        {
          severity: 'error',
          title: `service account "${account.name}" may not ${verb} ${resource} ${where}`,
          object: cause.resource.at(cause.path).resource ?? '',
          evidence: [proof, `${need.reason}: ${said}`],
          hint: 'argoflow rbac generate writes the roles that its files need',
          command: `kubectl --context ${context} auth can-i ${verb} ${plural}${scope} --as=${userOf(account)}`,
        },
      ];
    });
    if (unjudged.size === 0) return found;
    const title = `${unjudged.size} ${unjudged.size === 1 ? 'right' : 'rights'} could not be judged: the roles do not tell, and the cluster was not asked or may not be`;
    return [...found, { severity: 'warning', title, evidence: [...unjudged].slice(0, 5) }];
  },
};
