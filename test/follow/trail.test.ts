import { expect, it } from 'vitest';
import { trailOf } from '../../src/follow/trail.ts';
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
