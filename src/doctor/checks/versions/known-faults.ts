import { contextFlag } from '../../../cluster/context-flag.ts';
import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import { KNOWN_FAULTS } from '../../releases.ts';

export const knownFaults: Check = {
  id: 'versions/known-faults',
  title: 'the versions that run have no fault that everybody knows',
  why: `Some releases let their users break out of what they may do, or fail in ways that look like a fault of one's own. Of
several that concern a version the one that is mended last is told. Sources: the advisories of argo-events and
argo-workflows, and the commits that mend them.`,
  reads: ['Deployment'],
  run: (state) =>
    state.controllers.flatMap((controller) => {
      const { project, role, version } = controller;
      const numbers = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
      if (role !== 'controller' || numbers === undefined) return [];
      return KNOWN_FAULTS.filter(
        (fault) => fault.project === project && !less(numbers, fault.from) && less(numbers, fault.to),
      ).map(({ severity, what, id, to }) => ({
        severity,
        title: `in ${project} ${version} ${what} (${id})`,
        object: labelOfController(controller),
        evidence: [`it runs ${controller.image}`],
        hint: `upgrade: v${to.join('.')} mends it`,
        command: `argoflow upgrade${contextFlag(state.context)}`,
      }));
    }),
};

function less(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((number, place) => number !== b[place]);
  return index !== -1 && (a[index] ?? 0) < (b[index] ?? 0);
}
