import type { Cluster } from '../cluster/cluster.ts';
import { UserError } from '../errors.ts';
import { type JsonObject, textOf, valueAt } from '../json.ts';
import type { Followed, Seen, Trail } from './hop.ts';
import { causesOf, type Entry, readEntry } from './log-line.ts';
import { labelOf, named, objectsIn, ofKind } from './objects.ts';
import { Observation } from './observe.ts';
import { trailOf } from './trail.ts';
import { hopsOfWorkflow } from './workflow-hops.ts';

/** What is left of the way of an event, from its end to its source. */
export interface TraceResult {
  readonly apiVersion: 'argoflow.dev/v1';
  readonly kind: 'TraceResult';
  readonly eventIds: readonly string[];
  /** One an event; of a Workflow only the trigger that created it. */
  readonly trails: readonly Trail[];
  readonly notes: readonly string[];
}

/** Milliseconds that an action may take until the sensor tells of it. */
const ACTION = 60_000;

/** Looks for a Workflow, or else for an event id. Throws a UserError (usage) where neither is known. */
export async function traceBack(name: string, cluster: Cluster, signal: AbortSignal): Promise<TraceResult> {
  const observation = new Observation(cluster);
  await observation.readLogs(signal);
  const seen = await observation.look(signal);
  return traceIn(seen, name, [...observation.notes]);
}

/** The same of what was seen. Pure. */
export function traceIn(given: Seen, name: string, notes: readonly string[] = []): TraceResult {
  // Whatever was said, it was said of an event that is long sent.
  const seen = { ...given, lines: given.lines.map((line) => ({ ...line, fresh: true })) };
  const entries = seen.lines.map(readEntry);
  const workflow = ofKind(seen, 'Workflow').find((one) => named(one) === name);
  const result = (eventIds: readonly string[], trails: readonly Trail[]): TraceResult => ({
    apiVersion: 'argoflow.dev/v1',
    kind: 'TraceResult',
    eventIds,
    trails,
    notes,
  });
  if (workflow === undefined) {
    const followed = sourceOf(seen, entries, name);
    if (followed === undefined) {
      throw new UserError(
        'usage',
        `neither a Workflow nor an event id "${name}" is known in namespace "${seen.namespace}"`,
        'logs of pods that were replaced are gone',
      );
    }
    return result([name], [trailOf(seen, followed)]);
  }
  const sensor = labelOf(workflow, 'events.argoproj.io/sensor');
  const trigger = labelOf(workflow, 'events.argoproj.io/trigger');
  if (sensor === '' || trigger === '') {
    throw new UserError('usage', `Workflow "${name}" has no labels of a sensor: no event created it`);
  }
  const acted = Number(labelOf(workflow, 'events.argoproj.io/action-timestamp'));
  const told = entries.find(
    (entry) =>
      entry.fields['sensorName'] === sensor &&
      entry.fields['triggerName'] === trigger &&
      causesOf(entry).length > 0 &&
      entry.time >= acted - 1000 &&
      entry.time <= acted + ACTION,
  );
  if (told === undefined) return result([], [onlyWorkflow(seen, workflow, sensor, trigger)]);
  const ids = causesOf(told);
  const trails = ids.flatMap((eventId) => {
    const followed = sourceOf(seen, entries, eventId);
    if (followed === undefined) return [onlyWorkflow(seen, workflow, sensor, trigger, eventId)];
    const trail = trailOf(seen, followed);
    return [{ ...trail, triggers: trail.triggers.filter((one) => one.workflow === name) }];
  });
  return result(ids, trails);
}

/** The event source that published it; by the sensor's word where its own is gone. */
function sourceOf(seen: Seen, entries: readonly Entry[], eventId: string): Followed | undefined {
  const published = entries.find(
    ({ message, fields }) => message === 'Succeeded to publish an event' && fields['eventID'] === eventId,
  );
  if (published !== undefined) {
    const { eventSourceName, eventName } = published.fields;
    return { eventSource: textOf(eventSourceName), eventName: textOf(eventName), eventId };
  }
  const acted = entries.find((entry) => causesOf(entry).includes(eventId));
  const sensor = ofKind(seen, 'Sensor').find((one) => named(one) === acted?.fields['sensorName']);
  if (acted === undefined || sensor === undefined) return undefined;
  // Which of several dependencies an id belongs to is not told.
  const by = objectsIn(valueAt(sensor, ['spec', 'dependencies'])).filter(({ name }) =>
    JSON.stringify(acted.fields['triggeredBy'] ?? '').includes(JSON.stringify(name)),
  );
  const [dependency] = by;
  if (dependency === undefined || by.length > 1) return undefined;
  const { eventSourceName, eventName } = dependency;
  return { eventSource: textOf(eventSourceName), eventName: textOf(eventName), eventId };
}

function onlyWorkflow(
  seen: Seen,
  workflow: JsonObject,
  sensor: string,
  trigger: string,
  eventId?: string,
): Trail {
  const hops = hopsOfWorkflow(seen, workflow);
  const cause = hops.find(({ state }) => state === 'died');
  const open = hops.some(({ state }) => state === 'waiting' || state === 'unknown');
  const summary = 'its labels name the trigger; the logs that would name the event are gone';
  return {
    eventId,
    hops: [],
    triggers: [
      {
        sensor,
        trigger,
        workflow: named(workflow),
        hops: [{ kind: 'sensor', name: `${sensor}/${trigger}`, state: 'unknown', summary }, ...hops],
      },
    ],
    outcome: cause !== undefined ? 'died' : open ? 'waiting' : 'succeeded',
    ...(cause && { cause }),
  };
}
