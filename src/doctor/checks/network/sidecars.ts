import { metadataOf, nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, textOf } from '../../../json.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf, objectsAt } from '../../object.ts';
import { madeFor } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

/** Containers that meshes put into pods. Sources: istio pkg/kube/inject, linkerd2 charts/partials. */
const SIDECARS: ReadonlyMap<string, string> = new Map([
  ['istio-proxy', 'Istio'],
  ['linkerd-proxy', 'Linkerd'],
]);

export const sidecars: Check = {
  id: 'network/sidecars',
  title: 'no service mesh stands between an EventBus and its clients',
  why: `NATS greets its clients before they say a word, and a mesh that waits for their first bytes to tell the protocol
waits for ever; the bus also speaks TLS of its own. Source: argo-events docs/FAQ.md, https://linkerd.io/docs (protocol
detection).`,
  reads: ['EventBus', 'Pod'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus): Finding[] => {
      for (const pod of madeFor(state, bus, 'Pod')) {
        const mesh = meshOf(pod);
        if (mesh === undefined || isOpaque(pod)) continue;
        return [
          {
            severity: 'warning',
            title: `its pods have a sidecar of ${mesh}`,
            object: labelOf(bus),
            evidence: [`pod "${nameOf(pod).name}"`],
            hint: 'leave the bus out of the mesh: in spec.jetstream.metadata, sidecar.istio.io/inject: "false", or config.linkerd.io/opaque-ports: "4222"',
            command: kubectl(state, `edit eventbus ${nameOf(bus).name}`, nameOf(bus).namespace),
          },
        ];
      }
      return [];
    }),
};

function meshOf(pod: JsonObject): string | undefined {
  return ['containers', 'initContainers']
    .flatMap((field) => objectsAt(pod, ['spec', field]))
    .map(({ name }) => SIDECARS.get(textOf(name)))
    .find((mesh) => mesh !== undefined);
}

function isOpaque(pod: JsonObject): boolean {
  const annotations = metadataOf(pod)['annotations'];
  return isObject(annotations) && textOf(annotations['config.linkerd.io/opaque-ports']).includes('4222');
}
