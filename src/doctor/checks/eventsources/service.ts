import { nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, scalarText, valueAt } from '../../../json.ts';
import { EVENT_SOURCE_TYPES } from '../../../model/kinds/event-source.ts';
import { isYoung } from '../../age.ts';
import type { Check } from '../../check.ts';
import { conditionsOf } from '../../conditions.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf, objectsAt } from '../../object.ts';
import { isAvailable, madeFor, PATIENCE } from '../../pods.ts';
import { readyAddresses } from '../../services.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

export const eventsourcesService: Check = {
  id: 'eventsources/service',
  title: 'the Services of EventSources lead to ports on which they listen',
  why: `The controller makes a Service only where spec.service asks for one, and takes its ports as they are written:
a targetPort on which no event listens is refused by nobody, and requests to it fail. Source: argo-events
pkg/reconciler/eventsource/resource.go (buildService).`,
  reads: ['EventSource', 'Service'],
  run: (state) => objectsOf(state, 'EventSource').flatMap((source) => judge(state, source)),
};

function judge(state: ClusterState, source: JsonObject): readonly Finding[] {
  if (!isObject(valueAt(source, ['spec', 'service'])) || isYoung(source, state, PATIENCE)) return [];
  const { namespace, name } = nameOf(source);
  const base = { severity: 'error' as const, object: labelOf(source) };
  const command = kubectl(state, `describe services -l eventsource-name=${name}`, namespace);
  const own = madeFor(state, source, 'Service');
  if (own.length === 0) {
    // Where it is not deployed, its condition says why.
    const deployed = conditionsOf(source).some(
      ({ type, status }) => type === 'Deployed' && status === 'True',
    );
    if (!deployed) return [];
    const hint = 'its conditions and the log of the controller say why';
    return [{ ...base, title: 'asks for a Service, and has none', hint, command }];
  }
  // A Service of somebody's own that selects these pods counts, too.
  const others = objectsOf(state, 'Service').filter(
    (service) =>
      !own.includes(service) &&
      nameOf(service).namespace === namespace &&
      valueAt(service, ['spec', 'selector', 'eventsource-name']) === name,
  );
  const ports = portsOf(source);
  return [...own, ...others].flatMap((service): Finding[] => {
    const label = labelOf(service);
    const wrong = objectsAt(service, ['spec', 'ports']).filter((port) => {
      const target = port['targetPort'] ?? port['port'];
      return typeof target === 'number' && !ports.has(String(target));
    });
    const found = wrong.map((port): Finding => {
      const given = scalarText(port['port']) ?? '?';
      const target = scalarText(port['targetPort']) ?? given;
      return {
        ...base,
        title: `${label} leads port ${given} to ${target}, on which no event of it listens`,
        evidence: [ports.size === 0 ? 'it listens on no port' : `it listens on: ${[...ports].join(', ')}`],
        hint: 'let targetPort be the port of the event',
        command,
      };
    });
    const [deployment] = madeFor(state, source, 'Deployment');
    const runs = deployment !== undefined && isAvailable(deployment);
    if (!runs || state.unread.has('EndpointSlice')) return found;
    if (readyAddresses(state, namespace, nameOf(service).name) > 0) return found;
    const selector = valueAt(service, ['spec', 'selector']);
    return [
      ...found,
      {
        ...base,
        title: `${label} leads to no pod, though one runs`,
        evidence: [`it selects ${JSON.stringify(selector ?? {})}`],
        hint: `its selector has to match the labels of the pods: eventsource-name=${name}`,
        command,
      },
    ];
  });
}

/** The ports on which the events of a source listen. */
function portsOf(source: JsonObject): ReadonlySet<string> {
  const ports = new Set<string>();
  for (const type of EVENT_SOURCE_TYPES) {
    const events = valueAt(source, ['spec', type]);
    if (!isObject(events)) continue;
    for (const event of Object.values(events)) {
      if (!isObject(event)) continue;
      // A webhook's own fields stand beside its port; other types have them below `webhook`.
      for (const port of [event['port'], valueAt(event, ['webhook', 'port'])])
        if (typeof port === 'string' || typeof port === 'number') ports.add(String(port));
    }
  }
  return ports;
}
