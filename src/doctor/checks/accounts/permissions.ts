import type { Need } from '../../../rbac/need.ts';
import { combinedResource, userOf } from '../../../rbac/request.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { type ClusterState, keyOf } from '../../state.ts';

export const accountPermissions: Check = {
  id: 'accounts/permissions',
  title: 'every account of a flow may do what the flow makes it do',
  why: `What an account may not do fails when an event comes, in the log of a sensor or in the message of a Workflow's node,
and no sooner. The roles and bindings of the cluster are judged first; what they do not grant is asked of the cluster
(SubjectAccessReview), which may allow by other means. Each finding says which of the two it rests on. Source: argo-events
pkg/sensors/triggers, argo-workflows workflow/executor/taskresult.go.`,
  reads: [],
  run: (state) => {
    const told = new Set<string>();
    const unjudged = new Set<string>();
    const found = deniedNeeds(state).flatMap(({ need, said, certain }): Finding[] => {
      // The executor has a check of its own.
      if (isExecutor(need)) return [];
      const key = keyOf(need);
      const answer = state.reviews.get(key);
      if (told.has(key)) return [];
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
      return [
        {
          severity: 'error',
          title: `service account "${account.name}" may not ${verb} ${resource} ${where}`,
          object: cause.resource.at(cause.path).resource ?? '',
          evidence: [proof, `${need.reason}: ${said}`],
          hint: 'argoflow doctor --fix grants it, after showing what it would apply',
          command: kubectl(state, `auth can-i ${verb} ${plural} --as=${userOf(account)}`, namespace),
        },
      ];
    });
    if (unjudged.size === 0) return found;
    const title = `${unjudged.size} ${unjudged.size === 1 ? 'right' : 'rights'} could not be judged: the roles do not tell, and the cluster was not asked or may not be`;
    return [
      ...found,
      {
        severity: 'warning',
        title,
        evidence: [...unjudged].slice(0, 5),
        hint: 'ask somebody who may create subjectaccessreviews, or may list roles and their bindings',
        command: kubectl(state, 'auth can-i create subjectaccessreviews.authorization.k8s.io'),
      },
    ];
  },
};

/** What the roles and bindings do not grant, and the cluster does not allow by other means. */
export function deniedNeeds({
  audit,
  reviews,
}: ClusterState): readonly { readonly need: Need; readonly said: string; readonly certain: boolean }[] {
  return [
    ...audit.gaps.map(({ need, why, certain }) => ({ need, said: why.message, certain })),
    // What the roles that could be read do not tell, only the cluster can.
    ...audit.unchecked.map(({ need, reason }) => ({ need, said: reason, certain: false })),
  ].filter(({ need }) => reviews.get(keyOf(need)) !== true);
}

/** What every pod of a Workflow needs, whatever it does. */
export function isExecutor({ part, request }: Need): boolean {
  return part === 'workflow pods' && request.resource === 'workflowtaskresults';
}
