import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { isTerminating, labelOf } from '../../object.ts';
import { labelled } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

export const orphans: Check = {
  id: 'storage/orphans',
  title: 'every volume of an EventBus has its EventBus',
  why: `A StatefulSet leaves its claims behind; the controller of Argo Events deletes them with their bus. Where it was not
there to do so, because it had gone first or the finalizer was taken away by hand, they keep their disks and the events on
them, and a new bus of that name takes them over. Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go
(uninstallPVCs).`,
  reads: ['EventBus', 'PersistentVolumeClaim'],
  run: (state) => {
    const buses = new Set(
      objectsOf(state, 'EventBus').map((bus) => `${nameOf(bus).namespace}/${nameOf(bus).name}`),
    );
    return objectsOf(state, 'PersistentVolumeClaim').flatMap((claim) => {
      const { namespace, name } = nameOf(claim);
      const bus = textOf(labelled(claim, 'eventbus-name'));
      const isOfBus = labelled(claim, 'controller') === 'eventbus-controller' && bus !== '';
      if (!isOfBus || isTerminating(claim) || buses.has(`${namespace}/${bus}`)) return [];
      const size = textOf(valueAt(claim, ['status', 'capacity', 'storage']));
      return [
        {
          severity: 'info' as const,
          title: `it is of EventBus "${bus}", which is not there`,
          object: labelOf(claim),
          evidence: size === '' ? [] : [`it holds ${size}`],
          hint: 'delete it where nobody wants the events back; a new bus of that name would take it over',
          command: kubectl(state, `delete pvc ${name}`, namespace),
        },
      ];
    });
  },
};
