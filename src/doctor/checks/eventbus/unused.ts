import { nameOf } from '../../../cluster/object.ts';
import { clientsOf } from '../../bus.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const eventbusUnused: Check = {
  id: 'eventbus/unused',
  title: 'something uses every EventBus',
  why: `A bus without an EventSource or Sensor costs three pods and does nothing. Often its clients name another bus, or
stand in another namespace. Source: argo-events docs/eventbus/eventbus.md.`,
  reads: ['EventBus', 'EventSource', 'Sensor'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus) => {
      if (clientsOf(state, bus).length > 0) return [];
      const { namespace } = nameOf(bus);
      return [
        {
          severity: 'info' as const,
          title: 'no EventSource and no Sensor uses it',
          object: labelOf(bus),
          hint: 'a bus serves the objects of its namespace that name it in spec.eventBusName, or name none',
          command: kubectl(state, 'get eventsources,sensors', namespace),
        },
      ];
    }),
};
