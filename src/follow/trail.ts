import { isObject, type JsonObject, textOf, valueAt } from '../json.ts';
import type {
  Evidence,
  Followed,
  FollowedHop,
  FollowedHopKind,
  FollowedTrigger,
  HopState,
  Seen,
  Trail,
} from './hop.ts';
import { causesOf, type Entry, readEntry } from './log-line.ts';
import { badCondition, endedSince, named, objectsIn, ofKind, podsWith, podTrouble } from './objects.ts';
import { isWorkflowTrigger, workflowHops } from './workflow-hops.ts';

/**
 * How far an event came, by what the cluster itself says. Pure: the clocks compared are those of one Pod, or what one
 * Pod wrote on an object; no time of this machine is among them.
 */
export function trailOf(seen: Seen, followed: Followed): Trail {
  const source = sourceHops(seen, followed);
  const last = source.hops.at(-1);
  if (last?.kind !== 'bus' || last.state !== 'reached' || source.eventId === undefined) {
    return concluded(source.eventId, source.hops, []);
  }
  const { eventId } = source;
  const listeners = ofKind(seen, 'Sensor').flatMap((sensor) => {
    const names = objectsIn(valueAt(sensor, ['spec', 'dependencies']))
      .filter((dependency) => listensTo(dependency, followed))
      .map(({ name }) => textOf(name));
    return names.length === 0 ? [] : [{ sensor, dependencies: names }];
  });
  if (listeners.length === 0) return concluded(eventId, [...source.hops, nobody(seen, followed)], []);
  const triggers = listeners.flatMap(({ sensor, dependencies }) =>
    objectsIn(valueAt(sensor, ['spec', 'triggers']))
      .map((trigger) => trigger['template'])
      .filter(isObject)
      .filter((template) => usesOneOf(template, dependencies))
      .map((template) => triggerTrail(seen, sensor, template, eventId)),
  );
  if (triggers.length === 0) {
    const names = listeners.map(({ sensor }) => named(sensor)).join(', ');
    const hop = hopOf('sensor', names, 'died', 'no trigger has a condition with this dependency');
    return concluded(eventId, [...source.hops, hop], []);
  }
  return concluded(eventId, source.hops, triggers);
}

function concluded(
  eventId: string | undefined,
  hops: readonly FollowedHop[],
  triggers: readonly FollowedTrigger[],
): Trail {
  const all = [...hops, ...triggers.flatMap((trigger) => trigger.hops)];
  const cause = all.find(({ state }) => state === 'died');
  const undecided = [...hops, ...triggers.flatMap((trigger) => (isHeld(trigger) ? [] : trigger.hops))];
  const open = undecided.some(({ state }) => state === 'waiting' || state === 'unknown');
  return {
    eventId,
    hops,
    triggers,
    // One trigger may die while another is still at work: then the answer is not complete.
    outcome:
      open && (cause === undefined || triggers.some(isOpen))
        ? 'waiting'
        : cause
          ? 'died'
          : isHeldByAll(triggers)
            ? 'waiting'
            : 'succeeded',
    ...(cause && { cause }),
  };
}

/** The event alone does not go on: every trigger that heard it waits for events of other dependencies. */
export function isHeldByAll(triggers: readonly FollowedTrigger[]): boolean {
  return triggers.length > 0 && triggers.every(isHeld);
}

function isHeld({ held }: FollowedTrigger): boolean {
  return held === true;
}

function isOpen({ hops, held }: FollowedTrigger): boolean {
  return (
    held !== true &&
    hops.some(({ state }) => state === 'waiting' || state === 'unknown') &&
    !hops.some(({ state }) => state === 'died')
  );
}

/** Source of the messages: argo-events pkg/eventsources/eventing.go, pkg/eventsources/common/webhook/webhook.go. */
function sourceHops(seen: Seen, followed: Followed): { eventId?: string; hops: readonly FollowedHop[] } {
  const { eventSource, eventName } = followed;
  const name = `${eventSource}/${eventName}`;
  const pods = podsWith(seen, 'eventsource-name', eventSource);
  const entries = entriesOf(seen, pods);
  const fresh = entries.filter(
    ({ line, fields }) => line.fresh && (fields['eventName'] ?? eventName) === eventName,
  );
  const published = fresh.find(
    ({ message, fields }) =>
      message === 'Succeeded to publish an event' &&
      fields['eventName'] === eventName &&
      (followed.eventId === undefined || fields['eventID'] === followed.eventId),
  );
  if (published !== undefined) {
    const eventId = textOf(published.fields['eventID']);
    return {
      eventId,
      hops: [
        hopOf('source', name, 'reached', `received${answer(seen)}`),
        hopOf('bus', name, 'reached', `published with id ${eventId}`, logged(published)),
      ],
    };
  }
  if (followed.eventId !== undefined) {
    return {
      eventId: followed.eventId,
      hops: [hopOf('bus', name, 'reached', `published with id ${followed.eventId}`)],
    };
  }
  const source = (state: HopState, summary: string, evidence?: Evidence) => ({
    hops: [hopOf('source', name, state, summary, evidence)],
  });
  const object = ofKind(seen, 'EventSource').find((one) => named(one) === eventSource);
  if (object === undefined) return source('died', `there is no event source "${eventSource}"`);
  const condition = badCondition(object);
  if (condition !== undefined) return source('died', 'the event source is not deployed', condition);

  const crash = seen.unanswered === undefined ? undefined : endedSince(pods, seen.running ?? new Set());
  if (crash !== undefined) return source('died', 'the event source broke down over it', crash);
  const unsent = fresh.find(isUnsent);
  const isHeard = fresh.some(isReceived) && seen.unanswered === undefined;
  const bus = unsent ?? (isHeard ? undefined : brokenBus(entries));
  if (bus !== undefined) {
    return {
      hops: [
        hopOf('source', name, 'reached', unsent === undefined ? 'its pod runs' : `received${answer(seen)}`),
        hopOf('bus', name, 'died', 'the event source cannot use the event bus', logged(bus)),
      ],
    };
  }
  const trouble = podTrouble(pods, `${eventSource}-eventsource`, seen);
  if (trouble !== undefined) return source('died', 'no pod of the event source is ready', trouble);
  const fatal = fresh.find(
    ({ message, level }) =>
      message === 'Failed to filter event' || (level === 'error' && message.startsWith('invalid auth')),
  );
  if (fatal !== undefined) return source('died', `the event source refused it${answer(seen)}`, logged(fatal));
  const dispatched = fresh.find(
    ({ message }) => message === 'successfully dispatched the request to the event bus',
  );
  if (dispatched !== undefined && fresh.some(isReceived)) {
    // Published is said before dispatched; a filter that says no is told at level debug only.
    return source(
      'died',
      `the filter of the event source dropped it${answer(seen)}, and nothing was published`,
      logged(dispatched),
    );
  }
  const { response } = seen;
  if (response !== undefined && response.status >= 300) {
    const text = `${response.status} ${response.body}`.trim();
    const why = fresh.find(({ message }) => /not active|method does not match/.test(message));
    return source(
      'died',
      `the event source refused it${answer(seen)}`,
      why ? logged(why) : { from: 'answer', text },
    );
  }
  if (seen.unanswered !== undefined) {
    const proof = { from: 'connection', text: seen.unanswered };
    return source('died', 'the event source did not answer', proof);
  }
  return source('waiting', response === undefined ? 'nothing was received yet' : `answered${answer(seen)}`);
}

/** Where the connection is known to be closed, only the second is said. */
function isUnsent({ message, fields }: Entry): boolean {
  return (
    message === 'Failed to publish an event' ||
    fields['error'] === 'failed to publish event, eventbus connection closed'
  );
}

function isReceived({ message }: Entry): boolean {
  return /^(?:a request received|new event received|dispatching )/.test(message);
}

function answer({ response }: Seen): string {
  return response === undefined ? '' : `, answered ${response.status}`;
}

/** The last word about the bus is that it cannot be used. */
function brokenBus(entries: readonly Entry[]): Entry | undefined {
  return entries
    .findLast(({ message }) =>
      /^(?:Failed to create Stream|failed to connect to event ?bus|failed to reconnect to eventbus|Eventing server started|reconnected to (?:eventbus|EventBus)|listening to payloads|Sensor started|started subscribing)/.test(
        message,
      ),
    )
    ?.message.match(/^(?:Failed|failed)/)
    ? entries.findLast(({ message }) => /^(?:Failed to create Stream|failed to (?:re)?connect)/.test(message))
    : undefined;
}

/** An event name with a `*` is one of the subjects of the bus, where it stands for any word. */
function listensTo(dependency: JsonObject, { eventSource, eventName }: Followed): boolean {
  const matches = (written: string, name: string) => written === name || written === '*';
  return (
    matches(textOf(dependency['eventSourceName']), eventSource) &&
    matches(textOf(dependency['eventName']), eventName)
  );
}

function nobody(seen: Seen, { eventSource, eventName }: Followed): FollowedHop {
  const near = ofKind(seen, 'Sensor').flatMap((sensor) =>
    objectsIn(valueAt(sensor, ['spec', 'dependencies']))
      .filter((dependency) => dependency['eventSourceName'] === eventSource)
      .map((dependency) => ({
        from: `spec of Sensor ${named(sensor)}`,
        text: `dependency "${textOf(dependency['name'])}" waits for "${eventSource}/${textOf(dependency['eventName'])}"`,
      })),
  );
  return hopOf('sensor', '', 'died', `no sensor listens to "${eventSource}/${eventName}"`, near[0]);
}

const OTHERS_MISSING = 'it keeps the event until those of its other dependencies come';

function usesOneOf(template: JsonObject, dependencies: readonly string[]): boolean {
  const conditions = textOf(template['conditions']);
  if (conditions === '') return true;
  const words = conditions.split(/[^\w-]+/);
  return dependencies.some((name) => words.includes(name));
}

/** Source of the messages: argo-events pkg/sensors/listener.go, pkg/eventbus/jetstream/sensor/trigger_conn.go. */
function triggerTrail(
  seen: Seen,
  sensor: JsonObject,
  template: JsonObject,
  eventId: string,
): FollowedTrigger {
  const trigger = textOf(template['name']);
  const name = `${named(sensor)}/${trigger}`;
  const base = { sensor: named(sensor), trigger };
  const entries = entriesOf(seen, podsWith(seen, 'sensor-name', named(sensor)));
  const own = entries.filter(({ fields }) => fields['triggerName'] === trigger);
  const mine = own.filter((entry) => causesOf(entry).includes(eventId));
  const done = mine.find(({ message }) => message.startsWith('Successfully processed trigger'));
  const failed = mine.findLast(({ message }) => message === 'Failed to execute a trigger');
  const sensorHop = heard(seen, sensor, entries, own, eventId, done ?? failed);
  const { held, ...said } = sensorHop;
  const hop: FollowedHop = { kind: 'sensor', name, ...said };
  if (hop.state !== 'reached') return { ...base, hops: [hop], ...(held && { held }) };

  const result = done ?? failed;
  if (result === undefined) {
    return {
      ...base,
      hops: [hop, hopOf('trigger', name, 'waiting', 'it acts, and has not said how it went')],
    };
  }
  const begun = own.findLast(
    ({ message, time, line }) =>
      line.pod === result.line.pod && message.startsWith('Triggering actions') && time <= result.time,
  );
  const triggerHop =
    done === undefined
      ? failure(name, template, entries, own, result, begun)
      : hopOf('trigger', name, 'reached', 'did its work', logged(done));
  const made = isWorkflowTrigger(template)
    ? workflowHops(seen, base, begun?.time ?? result.time, result.time, done !== undefined)
    : { hops: [] };
  return { ...base, ...made, hops: [hop, triggerHop, ...made.hops] };
}

function heard(
  seen: Seen,
  sensor: JsonObject,
  entries: readonly Entry[],
  own: readonly Entry[],
  eventId: string,
  acted: Entry | undefined,
): Pick<FollowedHop, 'state' | 'summary' | 'evidence'> & Pick<FollowedTrigger, 'held'> {
  if (acted !== undefined)
    return { state: 'reached', summary: 'the conditions are met', evidence: logged(acted) };
  const died = (summary: string, evidence: Evidence) => ({ state: 'died' as const, summary, evidence });
  const condition = badCondition(sensor);
  if (condition !== undefined) return died('the sensor is not deployed', condition);
  const expression = own.findLast(({ message }) => message === 'failed to get dependency expression');
  if (expression !== undefined)
    return died('the conditions of the trigger do not compile', logged(expression));
  const bus = brokenBus(entries);
  if (bus !== undefined) return died('the sensor cannot use the event bus', logged(bus));
  const trouble = podTrouble(podsWith(seen, 'sensor-name', named(sensor)), `${named(sensor)}-sensor`, seen);
  if (trouble !== undefined) return died('no pod of the sensor is ready', trouble);
  const fresh = own.filter(({ line }) => line.fresh);
  const discarded = entries.find(
    ({ message }) =>
      message.startsWith(`Event [ID '${eventId}'`) && message.includes('discarded due to filtering error'),
  );
  if (discarded !== undefined)
    return died('an error in a filter threw the event away', filterError(discarded));
  const begun = fresh.find(({ message }) => message.startsWith('Triggering actions'));
  if (begun !== undefined)
    return { state: 'reached', summary: 'the conditions are met', evidence: logged(begun) };
  const filtered = fresh.find(({ message }) => message.startsWith('not interested in dependency'));
  if (filtered !== undefined) return died('a filter of the sensor said no', logged(filtered));
  const others = fresh.find(({ message }) => message.startsWith('Current state of dependencies'));
  if (others !== undefined)
    return { state: 'waiting', summary: OTHERS_MISSING, evidence: logged(others), held: true };
  return { state: 'waiting', summary: 'the sensor has said nothing about it' };
}

/** Without the event's data, which may be long and nobody else's business. */
function filterError({ line, message }: Entry): Evidence {
  const error = message.slice(message.indexOf('discarded due to filtering error'));
  return { from: `log of pod ${line.pod}`, text: error };
}

/**
 * A failed action is final unless `atLeastOnce` is on: only then are its retries waited for.
 * Source: argo-events pkg/sensors/listener.go (triggerActions).
 */
function failure(
  name: string,
  template: JsonObject,
  entries: readonly Entry[],
  own: readonly Entry[],
  failed: Entry,
  begun: Entry | undefined,
): FollowedHop {
  const retries = template['atLeastOnce'] === true && template['retryStrategy'] !== undefined;
  const gaveUp = own.some(
    ({ line, message }) =>
      line.fresh && message.startsWith('failed to trigger actions, failed after retries'),
  );
  const state = retries && !gaveUp ? 'waiting' : 'died';
  // What the argo program refused is in its own lines, before the sensor's.
  const from = begun === undefined ? 0 : entries.indexOf(begun);
  const spoken = entries
    .slice(from, entries.indexOf(failed))
    .filter(({ line, message }) => message === '' && line.pod === failed.line.pod);
  const reason = spoken.findLast(({ line }) =>
    /Failed to (?:submit|parse)|^Error: |level=(?:error|fatal)/i.test(line.text),
  );
  const summary = textOf(failed.fields['error']) || 'the action failed';
  return hopOf('trigger', name, state, summary, logged(reason ?? failed));
}

function entriesOf({ lines }: Seen, pods: readonly JsonObject[]): readonly Entry[] {
  const names = new Set(pods.map(named));
  return lines.filter(({ pod }) => names.has(pod)).map(readEntry);
}

function logged({ line, message, fields }: Entry): Evidence {
  const error = textOf(fields['error']);
  const text = message === '' ? line.text : error === '' ? message : `${message}: ${error}`;
  return { from: `log of pod ${line.pod}`, text };
}

function hopOf(
  kind: FollowedHopKind,
  name: string,
  state: HopState,
  summary: string,
  evidence?: Evidence,
): FollowedHop {
  return { kind, name, state, summary, ...(evidence && { evidence }) };
}
