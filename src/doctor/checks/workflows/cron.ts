import { nameOf } from '../../../cluster/object.ts';
import { valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { conditionsOf, conditionText } from '../../conditions.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const cron: Check = {
  id: 'workflows/cron',
  title: 'CronWorkflows submit their Workflows',
  why: `A CronWorkflow that cannot submit, or whose spec is refused, says so in its conditions only, and is silent while it is
suspended. Source: argo-workflows workflow/cron/operator.go (ConditionTypeSubmissionError, ConditionTypeSpecError).`,
  reads: ['CronWorkflow'],
  run: (state) =>
    objectsOf(state, 'CronWorkflow').flatMap((one): Finding[] => {
      const { namespace, name } = nameOf(one);
      const base = {
        object: labelOf(one),
        command: kubectl(state, `describe cronworkflow ${name}`, namespace),
      };
      const wrong = conditionsOf(one).filter(
        ({ type, status }) => (type === 'SubmissionError' || type === 'SpecError') && status === 'True',
      );
      if (wrong.length > 0) {
        return wrong.map((condition) => ({
          ...base,
          severity: 'error',
          title: condition.type === 'SpecError' ? 'its spec is refused' : 'it cannot submit its Workflow',
          evidence: [conditionText(condition)],
          hint: 'the message says why; argoflow lint explains what is refused',
        }));
      }
      if (valueAt(one, ['spec', 'suspend']) !== true) return [];
      return [
        {
          ...base,
          severity: 'info',
          title: 'it is suspended',
          evidence: ['spec.suspend is true'],
          hint: 'it submits nothing until somebody resumes it',
        },
      ];
    }),
};
