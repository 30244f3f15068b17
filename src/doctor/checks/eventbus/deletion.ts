import { metadataOf, nameOf } from '../../../cluster/object.ts';
import { duration, since } from '../../age.ts';
import { clientsOf } from '../../bus.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { isTerminating, labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const eventbusDeletion: Check = {
  id: 'eventbus/deletion',
  title: 'no EventBus waits to be deleted',
  why: `The controller keeps a bus as long as an EventSource or Sensor of its namespace names it, and says so in its log
only. Once the last one is gone it tries again after up to a quarter of an hour; a changed label wakes it. Source: argo-events
pkg/reconciler/eventbus/installer/installer.go (Uninstall), pkg/reconciler/eventbus/controller.go.`,
  reads: ['EventBus', 'EventSource', 'Sensor'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus) => {
      if (!isTerminating(bus)) return [];
      const { namespace, name } = nameOf(bus);
      const clients = clientsOf(state, bus);
      const age = since(metadataOf(bus)['deletionTimestamp'], state.now);
      if (clients.length === 0 && age < 60_000) return [];
      const used = clients.map(labelOf);
      return [
        {
          severity: clients.length > 0 ? ('error' as const) : ('warning' as const),
          title:
            clients.length > 0
              ? `it cannot be deleted: ${clients.length} ${clients.length === 1 ? 'object uses' : 'objects use'} it`
              : `it has waited ${duration(age)} to be deleted`,
          object: labelOf(bus),
          evidence: used.length > 0 ? used.slice(0, 5) : ['nothing uses it any more'],
          hint:
            clients.length > 0
              ? 'delete these first'
              : 'change a label of it: the controller looks again then, if it runs',
          command:
            clients.length > 0
              ? kubectl(state, 'get eventsources,sensors', namespace)
              : kubectl(state, `label eventbus ${name} --overwrite looked-at=again`, namespace),
        },
      ];
    }),
};
