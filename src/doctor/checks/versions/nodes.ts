import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

/** Minors that a kubelet may be behind. Source: https://kubernetes.io/releases/version-skew-policy. */
const BEHIND = 3;

export const nodeVersions: Check = {
  id: 'versions/nodes',
  title: 'no kubelet is older than the API server allows, or newer',
  why: `A kubelet may be three minors behind its API server and never ahead; beyond that pods may not start, or their
status may be lost. Source: https://kubernetes.io/releases/version-skew-policy.`,
  reads: ['Node'],
  run: (state) => {
    const own = minorOf(state.version);
    return objectsOf(state, 'Node').flatMap((node) => {
      const version = textOf(valueAt(node, ['status', 'nodeInfo', 'kubeletVersion']));
      const minor = minorOf(version);
      if (own === undefined || minor === undefined || (minor <= own && minor >= own - BEHIND)) return [];
      return [
        {
          severity: 'warning' as const,
          title: `its kubelet is ${version}, and the API server is ${state.version}`,
          object: labelOf(node),
          hint: minor > own ? 'upgrade the API server first' : 'upgrade the node',
          command: kubectl(state, `get node ${nameOf(node).name} -o wide`),
        },
      ];
    });
  },
};

function minorOf(version: string): number | undefined {
  const [, minor] = /^v?1\.(\d+)/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}
