import { PAIRS } from '../../../install/lock.ts';
import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';

export const kubernetes: Check = {
  id: 'versions/kubernetes',
  title: 'Argo Workflows is tested with this version of Kubernetes',
  why: `Each minor of Argo Workflows is tested with a few versions of Kubernetes, and only the two newest minors are mended.
Others mostly work, and nobody has tried. Source: argo-workflows docs/tested-kubernetes-versions.md.`,
  reads: ['Deployment'],
  run: (state) =>
    state.controllers.flatMap((controller) => {
      const { project, role, version, namespace, name } = controller;
      if (project !== 'Argo Workflows' || role !== 'controller') return [];
      const tested = PAIRS.find((pair) => pair['argo-workflows'] === version)?.kubernetes;
      const [, minor] = /^v?1\.(\d+)/.exec(state.version) ?? [];
      if (tested === undefined || minor === undefined) return [];
      if (Number(minor) >= tested.from && Number(minor) <= tested.to) return [];
      return [
        {
          severity: 'warning' as const,
          title: `Argo Workflows ${version} is tested with Kubernetes 1.${tested.from} to 1.${tested.to}, and this is ${state.version}`,
          object: labelOfController(controller),
          hint: Number(minor) > tested.to ? 'upgrade Argo Workflows' : 'upgrade the cluster',
          command: kubectl(state, `get deployment ${name} -o wide`, namespace),
        },
      ];
    }),
};
