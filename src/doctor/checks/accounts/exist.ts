import type { Check } from '../../check.ts';

export const exist: Check = {
  id: 'accounts/exist',
  summary: 'every service account that something runs as is there',
  reads: ['ServiceAccount'],
  run: ({ audit, context }) =>
    audit.homeless.map(({ account, part, cause }) => ({
      severity: 'error',
      title: `the ${part} runs as service account "${account.name}", which is not in namespace "${account.namespace}"`,
      object: cause.resource.at(cause.path).resource ?? '',
      evidence: [`no ServiceAccount/${account.namespace}/${account.name}`],
      command: `kubectl --context ${context} create serviceaccount ${account.name} -n ${account.namespace}`,
    })),
};
