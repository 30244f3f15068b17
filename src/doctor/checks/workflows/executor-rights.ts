import { identityOf, userOf } from '../../../rbac/request.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { keyOf } from '../../state.ts';
import { isExecutor } from '../accounts/permissions.ts';

export const executorRights: Check = {
  id: 'workflows/executor-rights',
  title: 'the accounts of Workflows may report the results of their pods',
  why: `Since 3.6 the executor in every pod writes a WorkflowTaskResult. With create or patch missing the step ends as Error
with exit code 64, though its own program succeeded. No install file of Argo Workflows grants it. Sources: argo-workflows
workflow/executor/taskresult.go, manifests/quick-start/base/executor/emissary/executor-role.yaml.`,
  reads: [],
  run: (state) => {
    const { audit, reviews } = state;
    const byAccount = new Map<string, { finding: Finding; verbs: Set<string> }>();
    for (const need of audit.needs.needs) {
      const { account, request, cause } = need;
      if (!isExecutor(need)) continue;
      if (audit.authorizer.allows(identityOf(account), request)) continue;
      const answer = reviews.get(keyOf(need));
      const gap = audit.gaps.find(({ need: other }) => keyOf(other) === keyOf(need));
      if (answer === true || (answer === undefined && gap?.certain !== true)) continue;
      const key = userOf(account);
      const known = byAccount.get(key);
      if (known !== undefined) {
        known.verbs.add(request.verb);
        continue;
      }
      const proof =
        answer === false ? 'asked the cluster (SubjectAccessReview)' : 'judged by roles and bindings';
      byAccount.set(key, {
        verbs: new Set([request.verb]),
        finding: {
          severity: 'error',
          title: `pods that run as service account "${account.name}" cannot report their results`,
          object: cause.resource.at(cause.path).resource ?? '',
          evidence: [proof],
          hint: 'argoflow doctor --fix grants create and patch of workflowtaskresults',
          command: kubectl(
            state,
            `auth can-i create workflowtaskresults.argoproj.io --as=${key}`,
            request.namespace,
          ),
        },
      });
    }
    return [...byAccount.values()].map(({ finding, verbs }) => ({
      ...finding,
      evidence: [`${finding.evidence?.[0]}: ${[...verbs].join(' and ')} of workflowtaskresults denied`],
    }));
  },
};
