import type { Check } from '../../check.ts';
import { LISTED } from '../../kinds.ts';

export const kinds: Check = {
  id: 'cluster/kinds',
  summary: 'the cluster serves the kinds of Argo Events and Argo Workflows',
  reads: [],
  run: ({ unread }) => {
    const missing = LISTED.filter(({ kind }) => unread.get(kind)?.reason === 'not-served').map(
      ({ kind }) => kind,
    );
    if (missing.length === 0) return [];
    return [
      {
        severity: 'error',
        title: `the cluster serves no ${missing.join(', ')}`,
        hint: 'install the CustomResourceDefinitions of Argo Events and Argo Workflows',
      },
    ];
  },
};
