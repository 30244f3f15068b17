import { nameOf } from '../../../cluster/object.ts';
import { isObject, valueAt } from '../../../json.ts';
import { serversOf } from '../../bus.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const notKept: Check = {
  id: 'storage/not-kept',
  title: 'EventBuses keep their events over a restart',
  why: `Without spec.jetstream.persistence the events lie in an emptyDir, which goes with its pod. With three servers the
others have copies; with one, every restart loses all events and what conditions remember. Source: argo-events
pkg/reconciler/eventbus/installer/jetstream.go (buildStatefulSetSpec).`,
  reads: ['EventBus'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus) => {
      const jetstream = valueAt(bus, ['spec', 'jetstream']);
      if (!isObject(jetstream) || jetstream['persistence'] !== undefined) return [];
      const servers = serversOf(bus) ?? 1;
      return [
        {
          severity: 'info' as const,
          title:
            servers === 1
              ? 'it loses all events when its pod is replaced'
              : `it loses all events when its ${servers} pods are replaced at once`,
          object: labelOf(bus),
          evidence: ['spec.jetstream.persistence is absent: the events lie in an emptyDir'],
          hint: 'give it spec.jetstream.persistence where events must not be lost',
          command: kubectl(state, `edit eventbus ${nameOf(bus).name}`, nameOf(bus).namespace),
        },
      ];
    }),
};
