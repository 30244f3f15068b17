import { metadataOf, nameOf } from '../../../cluster/object.ts';
import { isArray, isObject, textOf, valueAt } from '../../../json.ts';
import { isYoung } from '../../age.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { PATIENCE } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

export const eventbusObjects: Check = {
  id: 'eventbus/objects',
  title: 'the credentials of an EventBus are there, and are its own',
  why: `The controller writes two Secrets for a JetStream bus. Without the client's no event source and no sensor starts, as
both mount it; one of the same name that belongs to something else is not touched, and the bus stays as it is. Source:
argo-events pkg/reconciler/eventbus/installer/jetstream.go (createSecrets).`,
  reads: ['EventBus', 'Secret'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus): Finding[] => {
      if (!isObject(valueAt(bus, ['spec', 'jetstream'])) || isYoung(bus, state, PATIENCE)) return [];
      const { namespace, name } = nameOf(bus);
      return [`eventbus-${name}-js-server`, `eventbus-${name}-js-client-auth`].flatMap(
        (secret): Finding[] => {
          const found = objectsOf(state, 'Secret').find(
            (one) => nameOf(one).namespace === namespace && nameOf(one).name === secret,
          );
          const base = {
            severity: 'error' as const,
            object: labelOf(bus),
            command: kubectl(state, `describe secret ${secret}`, namespace),
          };
          if (found === undefined) {
            const hint =
              'the controller makes it again when the bus changes, if it runs: change a label of the bus';
            return [{ ...base, title: `its Secret "${secret}" is not there`, hint }];
          }
          const owners = metadataOf(found)['ownerReferences'];
          const isOwn = (isArray(owners) ? owners : []).some(
            (one) => isObject(one) && one['kind'] === 'EventBus' && textOf(one['name']) === name,
          );
          if (isOwn) return [];
          const hint = 'delete it: the controller makes one of its own';
          return [{ ...base, title: `a Secret "${secret}" is there that is not its own`, hint }];
        },
      );
    }),
};
