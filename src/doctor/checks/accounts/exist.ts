import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';

export const exist: Check = {
  id: 'accounts/exist',
  title: 'every service account that something runs as is there',
  why: `A pod whose account is not there is refused when it is made. For an EventSource or Sensor only an event of its
ReplicaSet says so, while all conditions are True; a Workflow ends as Error. Source: kubernetes plugin/pkg/admission/serviceaccount.`,
  reads: ['ServiceAccount'],
  run: (state) =>
    state.audit.homeless.map(({ account, part, cause }) => ({
      severity: 'error',
      title: `the ${part} ${part.endsWith('pods') ? 'run' : 'runs'} as service account "${account.name}", which is not in namespace "${account.namespace}"`,
      object: cause.resource.at(cause.path).resource ?? '',
      evidence: [`no ServiceAccount/${account.namespace}/${account.name}`],
      hint: 'make it, and grant it what the flow needs: argoflow rbac generate writes both',
      command: kubectl(state, `create serviceaccount ${account.name}`, account.namespace),
    })),
};
