import { nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../../../json.ts';
import { createdAt } from '../../age.ts';
import { clientsOf, serversOf } from '../../bus.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { isTerminating, labelOf } from '../../object.ts';
import { madeFor, podsCommand, statusesOf } from '../../pods.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

/** Milliseconds that a client may be older than its bus: it tries for a few seconds to connect when it starts. */
const SLACK = 30_000;

export const emptied: Check = {
  id: 'eventbus/emptied',
  title: 'every client has started since its EventBus was made anew',
  why: `A bus of one server that keeps events in its pod is empty when that pod is replaced: its stream is gone, and so is
what sensors keep there. Event sources and sensors make both when they start, and only then; when the bus comes back they
connect again, and no event passes any more, while all pods are ready and all conditions True. Sources: argo-events
pkg/eventbus/jetstream/base/jetstream.go (CreateStream), pkg/eventbus/jetstream/sensor/sensor_jetstream.go (Initialize),
pkg/eventsources/eventing.go (the daemon that connects again).`,
  reads: ['EventBus', 'EventSource', 'Sensor', 'Pod'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus) => {
      const jetstream = valueAt(bus, ['spec', 'jetstream']);
      if (!isObject(jetstream) || isObject(jetstream['persistence']) || serversOf(bus) !== 1) return [];
      const [server] = living(state, bus);
      if (server === undefined) return [];
      const since = createdAt(server);
      const clients = clientsOf(state, bus).map((client) => ({ client, started: startOf(state, client) }));
      // Whoever starts makes the stream for all; what a sensor keeps there is its own.
      const hasStream = clients.some(({ started }) => started !== undefined && started > since);
      return clients.flatMap(({ client, started }): Finding[] => {
        if (started === undefined || !(started + SLACK < since)) return [];
        const isSensor = nameOf(client).kind === 'Sensor';
        if (!isSensor && hasStream) return [];
        return [
          {
            severity: 'error',
            title: isSensor
              ? 'it gets no events: what it keeps on the event bus is gone'
              : 'it can publish no events: the stream of the event bus is gone',
            object: labelOf(client),
            evidence: [
              `pod "${nameOf(server).name}" of ${labelOf(bus)} keeps all in itself, and was made ${timeOf(since)}`,
              `its own pod has run since ${timeOf(started)}, and makes what is missing only when it starts`,
            ],
            hint: 'start it anew; spec.jetstream.persistence lets the bus keep what it has',
            command: podsCommand(state, client, 'delete'),
          },
        ];
      });
    }),
};

function living(state: ClusterState, owner: JsonObject): readonly JsonObject[] {
  return madeFor(state, owner, 'Pod').filter((pod) => !isTerminating(pod));
}

/** When the newest of its containers started, in milliseconds since 1970; undefined where none runs. */
function startOf(state: ClusterState, client: JsonObject): number | undefined {
  const starts = living(state, client)
    .flatMap(statusesOf)
    .filter(({ name }) => name === 'main')
    .map((status) => Date.parse(textOf(valueAt(status, ['state', 'running', 'startedAt']))))
    .filter((time) => !Number.isNaN(time));
  return starts.length === 0 ? undefined : Math.max(...starts);
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
