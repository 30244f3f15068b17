import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const replicas: Check = {
  id: 'eventbus/replicas',
  title: 'no stream wants more replicas than its bus has servers',
  why: `A stream cannot have more copies than the bus has servers. The default of the controller's configuration is three,
so a bus of one server is up and "deployed", and every client of it ends with "replicas > 1 not supported in non-clustered
mode". Sources: argo-events pkg/reconciler/eventbus/installer/jetstream.go (the settings in the status),
pkg/eventbus/jetstream/base/jetstream.go (CreateStream).`,
  reads: ['EventBus'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus) => {
      const servers = valueAt(bus, ['spec', 'jetstream', 'replicas']);
      const config = textOf(valueAt(bus, ['status', 'config', 'jetstream', 'streamConfig']));
      const wanted = Number(/^\s*replicas:\s*(\d+)/m.exec(config)?.[1]);
      if (typeof servers !== 'number' || !(wanted > servers)) return [];
      const { namespace, name } = nameOf(bus);
      return [
        {
          severity: 'error',
          title: `its stream wants ${wanted} replicas, and it has ${servers} ${servers === 1 ? 'server' : 'servers'}`,
          object: labelOf(bus),
          evidence: [`status.config.jetstream.streamConfig has replicas: ${wanted}`],
          hint: `write "replicas: ${servers}" in spec.jetstream.streamConfig`,
          command: kubectl(state, `edit eventbus ${name}`, namespace),
        },
      ];
    }),
};
