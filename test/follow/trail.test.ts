import { expect, it } from 'vitest';
import { trailOf } from '../../src/follow/trail.ts';
import { RECORDINGS, readRecording } from './recording.ts';

/** Where each recorded event died, and what of the cluster's own words says so; `undefined`: it did not die. */
const DEATHS: Readonly<Record<string, readonly [hop: string, from: RegExp, text: RegExp] | undefined>> = {
  'auth-secret-missing': ['source', /^event of Pod /, /^FailedMount: .*"authsecretmissing-none" not found$/],
  'bus-one-replica-trap': [
    'bus',
    /^log of pod hook-eventsource/,
    /replicas > 1 not supported in non-clustered/,
  ],
  'event-bus-missing': ['source', /^status of EventSource/, /EventBusNotFound/],
  'filter-expr-false': ['sensor', /^log of pod .*-sensor-/, /didn't pass filter/],
  'filter-false': ['sensor', /^log of pod .*-sensor-/, /didn't pass filter/],
  'filter-path-missing': ['sensor', /^log of pod .*-sensor-/, /path 'message' does not exist/],
  'image-pull': ['pods', /^status of Pod/, /^main: ErrImagePull: .*docker\/not-there:1/],
  'invalid-workflow-k8s': ['workflow', /^status of Workflow/, /template name 'nope' undefined/],
  'invalid-workflow-submit': ['trigger', /^log of pod .*-sensor-/, /template name 'nope' undefined/],
  'ok-argo-submit': undefined,
  'ok-k8s': undefined,
  'ok-steps': undefined,
  'parameter-missing': ['trigger', /^log of pod .*-sensor-/, /unable to resolve 'test-dep' parameter value/],
  'pods-forbidden': ['pods', /^status of Workflow/, /cannot create resource "workflowtaskresults"/],
  'pods-no-service-account-object': ['workflow', /^status of Workflow/, /serviceaccount ".*-pods" not found/],
  'sensor-forbidden-k8s': ['trigger', /^log of pod .*-sensor-/, /cannot create resource "workflows"/],
  'sensor-forbidden-submit': ['trigger', /^log of pod .*-sensor-/, /PermissionDenied .*cannot create/],
  'sensor-no-service-account': ['trigger', /^log of pod .*-sensor-/, /argo-events:default" cannot create/],
  'sensor-submit-no-list': ['trigger', /^log of pod .*-sensor-/, /cannot list resource "workflows"/],
  'source-filter-false': ['source', /^log of pod .*-eventsource-/, /successfully dispatched/],
  'unknown-condition': ['sensor', /^log of pod .*-sensor-/, /unknown name other/],
  'workflow-fails': ['pods', /^status of Workflow/, /main: Error \(exit code 1\)/],
  'wrong-event-name': ['sensor', /^spec of Sensor/, /waits for "wrongeventname\/exmaple"/],
};

it('every recording is judged', () => {
  expect(new Set(Object.keys(DEATHS))).toEqual(new Set(RECORDINGS));
});

it.each(Object.entries(DEATHS))('%s: the hop and the cause are named', (name, death) => {
  const { seen, followed } = readRecording(name);
  const { outcome, cause } = trailOf(seen, followed);
  if (death === undefined) {
    expect(cause).toBeUndefined();
    expect(outcome).toBe('succeeded');
    return;
  }
  const [hop, from, text] = death;
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
