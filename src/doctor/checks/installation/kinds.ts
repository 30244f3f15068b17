import { contextFlag } from '../../../cluster/context-flag.ts';
import type { Check } from '../../check.ts';
import { LISTED, type ListedKind } from '../../kinds.ts';

export const kinds: Check = {
  id: 'installation/kinds',
  title: 'the cluster serves the kinds of Argo Events and Argo Workflows',
  why: `Without its CustomResourceDefinition no object of a kind can be written or read. Sources: argo-events
manifests/base/crds, argo-workflows manifests/base/crds.`,
  reads: [],
  run: (state) => {
    const missing = LISTED.filter(
      ({ kind, ...listed }: ListedKind & (typeof LISTED)[number]) =>
        listed.optional !== true && state.unread.get(kind)?.reason === 'not-served',
    ).map(({ kind }) => kind);
    if (missing.length === 0) return [];
    return [
      {
        severity: 'error',
        title: `the cluster serves no ${missing.join(', ')}`,
        hint: 'install Argo Events and Argo Workflows',
        command: `argoflow install${contextFlag(state.context)}`,
      },
    ];
  },
};
