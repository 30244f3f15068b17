import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import { isYoung } from '../../age.ts';
import { serversOf } from '../../bus.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { madeFor, PATIENCE } from '../../pods.ts';
import { slicesOf } from '../../services.ts';
import { objectsOf } from '../../state.ts';

export const eventbusService: Check = {
  id: 'eventbus/service',
  title: 'the name that clients call an EventBus by leads to its servers',
  why: `Clients are given the URL in the status of the bus, which is the DNS name of its Service in this namespace. With
the Service gone, or a URL of another name, they say "no such host" and end. Source: argo-events
pkg/reconciler/eventbus/installer/jetstream.go (the URL, createService).`,
  reads: ['EventBus', 'Service'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus): Finding[] => {
      if (serversOf(bus) === undefined || isYoung(bus, state, PATIENCE)) return [];
      const url = ['jetstream', 'nats']
        .map((kind) => textOf(valueAt(bus, ['status', 'config', kind, 'url'])))
        .find((one) => one !== '');
      if (url === undefined) return [];
      const [, service = '', home = ''] = /^\w+:\/\/([^.:/]+)\.([^.:/]+)\./.exec(url) ?? [];
      const { namespace } = nameOf(bus);
      const command = kubectl(state, 'get services,endpointslices', namespace);
      const base = {
        severity: 'error' as const,
        object: labelOf(bus),
        evidence: [`its URL is ${url}`],
        command,
      };
      if (home !== namespace) {
        const hint = 'the bus was copied with its status: delete it, and apply it without one';
        return [{ ...base, title: `its URL leads to namespace "${home}", not to its own`, hint }];
      }
      if (!madeFor(state, bus, 'Service').some((one) => nameOf(one).name === service)) {
        const hint = 'something deleted it; the controller makes it again when the bus changes';
        return [{ ...base, title: `its Service "${service}" is not there`, hint }];
      }
      const slices = slicesOf(state, namespace, service);
      if (state.unread.has('EndpointSlice') || slices.some((one) => addresses(one) > 0)) return [];
      const hint = 'see what is wrong with its pods: eventbus/pods';
      return [{ ...base, title: `its Service "${service}" leads to no pod`, hint }];
    }),
};

function addresses(slice: Parameters<typeof valueAt>[0]): number {
  const endpoints = valueAt(slice, ['endpoints']);
  return Array.isArray(endpoints) ? endpoints.length : 0;
}
