import { nameOf } from '../../../cluster/object.ts';
import { type JsonObject, scalarText, textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf, objectsAt } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const ingresses: Check = {
  id: 'network/ingresses',
  title: 'Ingresses for event sources lead to a Service and a port that are there',
  why: `The Service that the controller makes is called NAME-eventsource-svc. An Ingress that names another one, or another
port, is taken by the API server and answers 503 to every provider that delivers events. Source: argo-events
pkg/reconciler/eventsource/resource.go (buildService).`,
  reads: ['Ingress', 'Service', 'EventSource'],
  run: (state) => {
    const homes = new Set(objectsOf(state, 'EventSource').map((one) => nameOf(one).namespace));
    return objectsOf(state, 'Ingress').flatMap((ingress): Finding[] => {
      const { namespace, name } = nameOf(ingress);
      if (!homes.has(namespace)) return [];
      return backendsOf(ingress).flatMap((backend): Finding[] => {
        const wanted = textOf(valueAt(backend, ['service', 'name']));
        if (wanted === '') return [];
        const service = objectsOf(state, 'Service').find(
          (one) => nameOf(one).namespace === namespace && nameOf(one).name === wanted,
        );
        const base = {
          severity: 'error' as const,
          object: labelOf(ingress),
          command: kubectl(state, `describe ingress ${name}`, namespace),
        };
        if (service === undefined) {
          const hint =
            'the Service of an event source is called NAME-eventsource-svc, and made where spec.service asks for it';
          return [
            {
              ...base,
              title: `leads to Service "${wanted}", which is not in namespace "${namespace}"`,
              hint,
            },
          ];
        }
        const port =
          valueAt(backend, ['service', 'port', 'number']) ?? valueAt(backend, ['service', 'port', 'name']);
        const shown = scalarText(port);
        const ports = objectsAt(service, ['spec', 'ports']);
        if (shown === undefined || ports.some((one) => one['port'] === port || one['name'] === port))
          return [];
        const has = ports.map((one) => scalarText(one['port'])).join(', ');
        return [
          {
            ...base,
            title: `leads to port ${shown} of Service "${wanted}", which has no such port`,
            evidence: [`${labelOf(service)} has: ${has}`],
            hint: 'name one of the ports of the Service',
          },
        ];
      });
    });
  },
};

function backendsOf(ingress: JsonObject): readonly JsonObject[] {
  const own = valueAt(ingress, ['spec', 'defaultBackend']);
  const paths = objectsAt(ingress, ['spec', 'rules']).flatMap((rule) => objectsAt(rule, ['http', 'paths']));
  return [own, ...paths.map(({ backend }) => backend)].filter(
    (one): one is JsonObject => typeof one === 'object' && one !== null && !Array.isArray(one),
  );
}
