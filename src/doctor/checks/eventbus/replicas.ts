import { valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { labelOf, textOf } from '../../conditions.ts';
import { objectsOf } from '../../state.ts';

/**
 * A stream cannot have more copies than the bus has servers: the bus is up, and every client of it fails.
 * Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go (the settings in the status),
 * pkg/eventbus/jetstream/base/jetstream.go (CreateStream); the default of the controller's configuration is 3.
 */
export const replicas: Check = {
  id: 'eventbus/replicas',
  summary: 'no stream wants more replicas than its bus has servers',
  reads: ['EventBus'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus) => {
      const servers = valueAt(bus, ['spec', 'jetstream', 'replicas']);
      const config = textOf(valueAt(bus, ['status', 'config', 'jetstream', 'streamConfig']));
      const wanted = Number(/^\s*replicas:\s*(\d+)/m.exec(config)?.[1]);
      if (typeof servers !== 'number' || !(wanted > servers)) return [];
      return [
        {
          severity: 'error',
          title: `its stream wants ${wanted} replicas, and it has ${servers} ${servers === 1 ? 'server' : 'servers'}`,
          object: labelOf(bus),
          evidence: [`status.config.jetstream.streamConfig has replicas: ${wanted}`],
          hint: `write "replicas: ${servers}" in spec.jetstream.streamConfig`,
        },
      ];
    }),
};
