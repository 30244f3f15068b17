import { combinedResource, identityOf, userOf } from '../../../rbac/request.ts';
import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { keyOf } from '../../state.ts';

export const controllersRights: Check = {
  id: 'controllers/rights',
  title: 'the controllers may do what they do',
  why: `A controller that watches the whole cluster and is granted rights in one namespace only tries to list for ever and
reconciles nothing; with single rights missing its conditions say "CreateDeploymentFailed" and only its log says why.
Sources: argo-events pkg/reconciler, argo-workflows workflow/controller.`,
  reads: ['Deployment'],
  run: (state) => {
    const { audit, controllerNeeds, reviews } = state;
    return state.controllers.flatMap((controller): Finding[] => {
      const denied = new Map<string, string[]>();
      let unknown = 0;
      for (const need of controllerNeeds) {
        if (need.controller !== controller) continue;
        if (audit.authorizer.allows(identityOf(need.account), need.request)) continue;
        const answer = reviews.get(keyOf(need));
        const { request } = need;
        const group = request.group === '' ? '' : `.${request.group}`;
        const resource = `${combinedResource(request)}${group}`;
        if (answer === false) denied.set(resource, [...(denied.get(resource) ?? []), request.verb]);
        if (answer === undefined) unknown++;
      }
      const { account, namespace, watches, project } = controller;
      const where = watches === '' ? 'for the whole cluster' : `in namespace "${watches}"`;
      const command = kubectl(state, `auth can-i --list --as=${userOf(account)}`, watches || namespace);
      const object = labelOfController(controller);
      const found: Finding[] = [];
      const count = [...denied.values()].flat().length;
      if (count > 0) {
        const words = [...denied].map(([resource, verbs]) => `${verbs.join(', ')} ${resource}`);
        found.push({
          severity: 'error',
          title: `its account "${account.name}" lacks ${count} ${count === 1 ? 'right' : 'rights'} ${where}`,
          object,
          evidence: ['asked the cluster (SubjectAccessReview): denied', words.join('; ')],
          hint: `apply the roles and bindings of the installation of ${project}, for the scope that it runs with`,
          command,
        });
      }
      if (unknown > 0) {
        found.push({
          severity: 'info',
          title: `${unknown} rights of its account "${account.name}" could not be judged`,
          object,
          evidence: ['the roles that can be read do not grant them, and the cluster may not be asked'],
          hint: 'ask somebody who may create subjectaccessreviews',
          command,
        });
      }
      return found;
    });
  },
};
