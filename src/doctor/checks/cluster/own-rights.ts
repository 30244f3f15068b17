import type { Check } from '../../check.ts';
import { OWN_RIGHTS } from '../../collect.ts';
import { kubectl } from '../../kubectl.ts';

/** What each right is for. */
const USES: Readonly<Record<string, string>> = {
  'get pods/log': 'test-event, trace and logs cannot follow an event without it',
  'get pods/portforward': 'test-event sends from a pod in the cluster instead, where you may make one',
  'create pods/portforward': 'test-event sends from a pod in the cluster instead, where you may make one',
  'create pods': 'where forwarding is forbidden, test-event cannot send from a pod in the cluster either',
  'create subjectaccessreviews': 'what accounts may do is judged by their roles then, and not asked',
};

export const ownRights: Check = {
  id: 'cluster/own-rights',
  title: 'you may do what argoflow does besides listing',
  why: `argoflow reads logs, forwards a port and asks what other accounts may do. Where one of these is forbidden it does
without, or does less, and says so. Source: https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources.`,
  reads: [],
  skip: ({ own }) => (own.size === 0 ? 'the cluster does not say what you may do' : undefined),
  run: (state) =>
    OWN_RIGHTS.flatMap(({ verb, group, resource }) => {
      if (state.own.get(`${verb} ${resource}`) !== false) return [];
      const [plural = '', subresource] = resource.split('/');
      const what = group === '' ? plural : `${plural}.${group}`;
      const sub = subresource === undefined ? '' : ` --subresource=${subresource}`;
      return [
        {
          severity: 'info',
          title: `you may not ${verb} ${resource}`,
          evidence: ['asked the cluster (SelfSubjectAccessReview): denied'],
          hint: USES[`${verb} ${resource}`] ?? '',
          command: kubectl(state, `auth can-i ${verb} ${what}${sub}`, group === '' ? state.namespace : ''),
        },
      ];
    }),
};
