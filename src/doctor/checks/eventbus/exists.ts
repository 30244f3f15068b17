import { nameOf } from '../../../cluster/object.ts';
import { nearest } from '../../../nearest.ts';
import { busNameOf } from '../../bus.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const eventbusExists: Check = {
  id: 'eventbus/exists',
  title: 'every EventSource and Sensor finds its EventBus',
  why: `Nothing installs an EventBus, and a bus serves its own namespace only. Without spec.eventBusName it is the one
called "default". Nothing is deployed until it is there. Source: argo-events pkg/reconciler/eventsource/resource.go
(EventBusNotFound), pkg/reconciler/sensor/resource.go.`,
  reads: ['EventBus', 'EventSource', 'Sensor'],
  run: (state) => {
    const buses = objectsOf(state, 'EventBus').map(nameOf);
    return [...objectsOf(state, 'EventSource'), ...objectsOf(state, 'Sensor')].flatMap((client) => {
      const { namespace } = nameOf(client);
      const name = busNameOf(client);
      const here = buses.filter((bus) => bus.namespace === namespace).map((bus) => bus.name);
      if (here.includes(name)) return [];
      const near = nearest(name, here);
      const elsewhere = buses.find((bus) => bus.name === name);
      const hint =
        near !== undefined
          ? `did you mean the bus "${near}"? It is named in spec.eventBusName`
          : elsewhere !== undefined
            ? `the one in namespace "${elsewhere.namespace}" is another one: a bus serves its own namespace only`
            : 'make the bus: argoflow install brings one, or argoflow init writes one';
      return [
        {
          severity: 'error' as const,
          title: `there is no EventBus "${name}" in namespace "${namespace}"`,
          object: labelOf(client),
          evidence: [
            here.length === 0 ? 'the namespace has no EventBus' : `the namespace has: ${here.join(', ')}`,
          ],
          hint,
          command: kubectl(state, 'get eventbus', namespace),
        },
      ];
    });
  },
};
