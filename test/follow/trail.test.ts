import { describe, expect, it } from 'vitest';
import type { SeenLine } from '../../src/follow/log-line.ts';
import { objectsIn } from '../../src/follow/objects.ts';
import { trailOf } from '../../src/follow/trail.ts';
import { type JsonObject, valueAt } from '../../src/json.ts';
import { TABLE } from '../cluster/replay/table.ts';
import { RECORDINGS, readRecording } from './recording.ts';

it('every recording is judged', () => {
  expect(new Set(Object.keys(TABLE))).toEqual(new Set(RECORDINGS));
});

it.each(Object.entries(TABLE))('%s: the hop and the cause are named', (name, { death }) => {
  const { seen, followed } = readRecording(name);
  const { outcome, cause } = trailOf(seen, followed);
  if (death === undefined) {
    expect(cause).toBeUndefined();
    expect(outcome).toBe('succeeded');
    return;
  }
  const { hop, from, text } = death;
  expect(outcome).toBe('died');
  expect(cause?.kind).toBe(hop);
  expect(cause?.evidence?.from).toMatch(from);
  expect(cause?.evidence?.text).toMatch(text);
});

it('a Workflow of a trigger that failed all the same is followed', () => {
  const { seen, followed } = readRecording('sensor-submit-no-list');
  const [trigger] = trailOf(seen, followed).triggers;
  expect(trigger?.workflow).toMatch(/^sensorsubmitnolist-/);
  expect(trigger?.hops.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'sensor reached',
    'trigger died',
    'workflow reached',
    'pods reached',
  ]);
});

it('what was said before the event was sent is no word about it', () => {
  const { seen, followed } = readRecording('ok-k8s');
  const old = { ...seen, response: undefined, lines: seen.lines.map((line) => ({ ...line, fresh: false })) };
  expect(trailOf(old, followed).outcome).toBe('waiting');
});

it('no trail is ended by lines that have not come yet', () => {
  const { seen, followed } = readRecording('ok-k8s');
  // Cut anywhere, the log may leave the event waiting, but never dead.
  for (let count = 0; count <= seen.lines.length; count++) {
    const { outcome } = trailOf({ ...seen, lines: seen.lines.slice(0, count) }, followed);
    expect(outcome).not.toBe('died');
  }
});

describe('a trigger that waits for events of other dependencies', () => {
  const { seen, followed } = readRecording('ok-k8s');
  const said = {
    level: 'info',
    msg: 'Current state of dependencies: map[a:true b:false]',
    sensorName: 'okk8s',
    triggerName: 'run',
  };
  const before = seen.lines.findIndex(({ text }) => text.includes('Triggering actions'));
  const line = { ...seen.lines[before], text: JSON.stringify(said) } as SeenLine;
  const objects = seen.objects.filter(({ kind }) => kind !== 'Workflow');
  const held = { ...seen, objects, lines: [...seen.lines.slice(0, before), line] };

  it('keeps the event, which is no end and no death', () => {
    const { outcome, triggers, cause } = trailOf(held, followed);
    expect(outcome).toBe('waiting');
    expect(cause).toBeUndefined();
    expect(triggers).toMatchObject([{ held: true, hops: [{ kind: 'sensor', state: 'waiting' }] }]);
    expect(triggers[0]?.hops[0]?.evidence?.text).toContain('map[a:true b:false]');
  });

  it('does not keep the others from success', () => {
    const other = { template: { name: 'other', k8s: { operation: 'create' } } };
    const twice = seen.objects.map((object) =>
      object['kind'] === 'Sensor'
        ? { ...object, spec: { ...(object['spec'] as JsonObject), triggers: [...triggersOf(object), other] } }
        : object,
    );
    const more = { ...line, text: JSON.stringify({ ...said, triggerName: 'other' }) };
    const { outcome, triggers } = trailOf(
      { ...seen, objects: twice, lines: [...seen.lines, more] },
      followed,
    );
    expect(triggers.map(({ trigger, held: isHeld }) => [trigger, isHeld])).toEqual([
      ['run', undefined],
      ['other', true],
    ]);
    expect(outcome).toBe('succeeded');
  });

  function triggersOf(sensor: JsonObject): readonly JsonObject[] {
    return objectsIn(valueAt(sensor, ['spec', 'triggers']));
  }
});

it('an event that cannot be published while the bus is away dies there, also where only the webhook says so', () => {
  const { seen, followed } = readRecording('bus-lost-stream');
  // As the real one wrote it, between the loss of its connection and the next attempt to connect.
  const said = {
    level: 'error',
    msg: 'failed to send event',
    eventSourceName: 'demo',
    eventSourceType: 'webhook',
    eventName: 'deploy',
    error: 'failed to publish event, eventbus connection closed',
  };
  const [line] = seen.lines.filter(({ text }) => text.includes('Failed to publish an event'));
  const lines = [
    ...seen.lines.filter(({ text }) => !/Failed to publish|failed to send/.test(text)),
    { pod: line?.pod ?? '', container: 'main', text: JSON.stringify(said), fresh: true },
  ];
  const { cause } = trailOf({ ...seen, lines }, followed);
  expect(cause).toMatchObject({ kind: 'bus', evidence: { text: `failed to send event: ${said.error}` } });
});
