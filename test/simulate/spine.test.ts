import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/simulate/event.ts';
import type { EventTrace } from '../../src/simulate/trace.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { flow, hop, indent, only, WEBHOOK, webhookFlow } from './flow.ts';

const LOG = '{template: {name: log, log: {}}}';

function outcomes(trace: EventTrace): string[] {
  return trace.triggers.map(({ trigger, outcome }) => `${trigger} ${outcome}`);
}

/** A, B and C at three endpoints; `dependencies` are a, b and c. */
function three(triggers: string, more = ''): (name: string, body?: string) => EventTrace {
  const tested = flow(`apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: es, namespace: ns}
spec:
  webhook:
    a: {endpoint: /a, port: "1", method: POST}
    b: {endpoint: /b, port: "1", method: POST}
    c: {endpoint: /c, port: "1", method: POST}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: sensor, namespace: ns}
spec:
  dependencies:
    - {name: a, eventSourceName: es, eventName: a}
    - {name: b, eventSourceName: es, eventName: b}
    - {name: c-1, eventSourceName: es, eventName: c}
${indent(more, 4)}
  triggers:
${indent(triggers, 4)}
`);
  return (name, body = '{}') =>
    tested.fire(
      {
        kind: 'http',
        request: { method: 'POST', target: `/${name}`, headers: [], body },
      },
      `es/${name}`,
    );
}

describe('the way of an event', () => {
  it('is told hop by hop', () => {
    const tested = webhookFlow(
      `- ${LOG}`,
      `- name: dep
  eventSourceName: hooks
  eventName: deploy
  transform: {jq: '.body'}
  filters: {data: [{path: ref, type: string, value: [main]}]}`,
    );
    const passing = tested.post('{"ref":"main"}');
    expect(passing.hops.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'source passed',
      'bus passed',
    ]);
    expect(only(passing).hops.map(({ kind, name, verdict }) => `${kind} ${name} ${verdict}`)).toEqual([
      'dependency dep passed',
      'transform jq passed',
      'filter data filter passed',
      'condition dep passed',
      'trigger log passed',
    ]);
    const dying = only(tested.post('{"ref":"topic"}'));
    expect(dying.outcome).toBe('filtered');
    const last = dying.hops.at(-1);
    expect(last).toMatchObject({ kind: 'filter', verdict: 'stopped', input: '{"ref":"topic"}' });
    expect(last?.decision).toMatchObject({ subject: 'ref', value: '"topic"' });
    expect(last?.decision?.at.path).toEqual(['spec', 'dependencies', 0, 'filters', 'data', 0, 'value']);
    expect(last?.decision?.at.range?.start.line).toBeGreaterThan(10);
  });

  it('measures each hop with the clock of the world', () => {
    let time = 0;
    const trace = flow(WEBHOOK, () => (time += 2)).post('{}');
    // One look at the clock when the event comes, and one at the end of each hop.
    expect(trace.hops.map(({ milliseconds }) => milliseconds)).toEqual([2, 2]);
  });

  it('bears data that is nested as deeply as Go allows, and refuses what is deeper', () => {
    const parameters =
      'parameters: [{src: {dependencyName: dep, dataKey: body, useRawData: true}, dest: data.x}]';
    const source = 'source: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {generateName: a}}}';
    const tested = webhookFlow(`- {template: {name: t, k8s: {${source}, ${parameters}}}}`);
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(outcomes(tested.post(nested(9000)))).toEqual(['t fires']);
    expect(tested.post(nested(10_001)).response).toMatchObject({
      status: 400,
      body: "json: error calling MarshalJSON for type *json.RawMessage: invalid character '[' exceeded max depth",
    });
  });

  it('ends in a transformation that fails', () => {
    const tested = webhookFlow(
      `- ${LOG}`,
      `- {name: dep, eventSourceName: hooks, eventName: deploy, transform: {jq: '.body.nope'}}`,
    );
    const trace = only(tested.post('{}'));
    expect(trace.outcome).toBe('discarded');
    expect(trace.hops.at(-1)).toMatchObject({
      kind: 'transform',
      verdict: 'failed',
      summary: 'jq transformation output must be a JSON object',
    });
  });

  it('goes to every trigger of every sensor that listens', () => {
    const sensor = (name: string, namespace: string, more = '') => `---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  ${more}
  dependencies: [{name: d, eventSourceName: hooks, eventName: deploy}]
  triggers: [{template: {name: one, log: {}}}, {template: {name: two, log: {}}}]
`;
    const yaml = `${WEBHOOK}${sensor('s1', 'argo-events')}${sensor('s2', 'argo-events')}${sensor('s3', 'other')}${sensor('s4', 'argo-events', 'eventBusName: other')}`;
    const trace = flow(yaml).post('{}');
    expect(trace.triggers.map(({ sensor: name, trigger }) => `${name}/${trigger}`)).toEqual([
      's1/one',
      's1/two',
      's2/one',
      's2/two',
    ]);
    const elsewhere = flow(`${WEBHOOK}${sensor('s3', 'other')}`).post('{}');
    expect(hop(elsewhere, 'bus').decision?.wouldPass).toContain('in the namespace "other"');
    const otherBus = flow(`${WEBHOOK}${sensor('s4', 'argo-events', 'eventBusName: other')}`).post('{}');
    expect(hop(otherBus, 'bus').decision?.wouldPass).toContain('on the event bus "other"');
    expect(hop(flow(WEBHOOK).post('{}'), 'bus').decision?.wouldPass).toBe(
      'there is no sensor among the manifests',
    );
  });

  it('is the same when it is run again', () => {
    const run = () => JSON.stringify(webhookFlow(`- ${LOG}`).post('{"a":1}'));
    expect(run()).toBe(run());
  });
});

describe('the bus', () => {
  it('says when it is not among the manifests', () => {
    const without = webhookFlow(`- ${LOG}`).post('{}');
    expect(hop(without, 'bus').notes?.[0]).toContain(
      'no EventBus is among the manifests: without one of the name "default" in the cluster',
    );
    const bus = (name: string, spec: string) => `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: ${name}, namespace: argo-events}
spec: {${spec}}
`;
    const jetstream = bus('default', 'jetstream: {version: latest}');
    expect(hop(webhookFlow(`- ${LOG}`, undefined, jetstream).post('{}'), 'bus').notes).toBeUndefined();
    const other = hop(webhookFlow(`- ${LOG}`, undefined, bus('main', 'jetstream: {}')).post('{}'), 'bus');
    expect(other.notes?.[0]).toContain('the EventBus "default" is not among the manifests, only "main"');
    const small = bus('default', 'jetstream: {version: latest, maxPayload: 2KB}');
    const refused = webhookFlow(`- ${LOG}`, undefined, small).post(JSON.stringify('x'.repeat(2000)));
    expect(refused.response).toMatchObject({ status: 500, body: 'failed to record event' });
    expect(hop(refused, 'bus').decision?.expected).toBe('at most 2048 bytes, with the data as base64');
  });

  it.each(['v1.2', 'a b', 'a*'])('cannot carry the event name "%s"', (name) => {
    const tested = flow(WEBHOOK.replace('deploy: {', `"${name}": {`));
    const trace = tested.post('{}');
    expect(trace.response).toMatchObject({ status: 500, body: 'failed to record event' });
    expect(trace.event).toBeUndefined();
    expect(hop(trace, 'bus')).toMatchObject({
      verdict: 'failed',
      summary: 'the event cannot be published, after 5 attempts: nats: no response from stream',
    });
  });

  const event: Event = {
    id: 'one',
    type: 'webhook',
    source: 'hooks',
    subject: 'deploy',
    dataContentType: 'application/json',
    time: '2026-01-02T03:04:05Z',
    data: '{}',
  };

  it('drops an event whose id it had within five minutes', () => {
    const tested = webhookFlow(`- ${LOG}`);
    const fire = () => outcomes(tested.fire({ kind: 'event', event }));
    expect(fire()).toEqual(['log fires']);
    const second = tested.fire({ kind: 'event', event });
    expect(hop(second, 'bus')).toMatchObject({ verdict: 'stopped' });
    tested.setTime('2026-01-02T03:09:06Z');
    expect(fire()).toEqual(['log fires']);
  });

  it('puts a whole event on the way as it is', () => {
    const filters = 'filters: {context: {type: other}}';
    const tested = webhookFlow(
      `- ${LOG}`,
      `- {name: dep, eventSourceName: hooks, eventName: deploy, ${filters}}`,
    );
    expect(outcomes(tested.fire({ kind: 'event', event: { ...event, type: 'other' } }))).toEqual([
      'log fires',
    ]);
    expect(outcomes(tested.fire({ kind: 'event', event: { ...event, id: 'two' } }))).toEqual([
      'log filtered',
    ]);
  });
});

describe('conditions', () => {
  it('without any, all dependencies are needed', () => {
    const fire = three(`- ${LOG}`);
    expect(outcomes(fire('a'))).toEqual(['log waiting']);
    expect(outcomes(fire('b'))).toEqual(['log waiting']);
    const trace = fire('c');
    expect(outcomes(trace)).toEqual(['log fires']);
    expect(hop(only(trace), 'condition')).toMatchObject({
      name: 'a&&b&&c-1',
      summary: 'holds with the events of "a", "b", "c-1"',
    });
    expect(outcomes(fire('a'))).toEqual(['log waiting']);
  });

  it('say what they wait for', () => {
    const fire = three('- {template: {name: log, conditions: "a && (b || c-1)", log: {}}}');
    const waiting = hop(only(fire('b')), 'condition');
    expect(waiting).toMatchObject({ verdict: 'waiting', summary: 'has "b", waits for "a", "c-1"' });
    expect(outcomes(fire('a'))).toEqual(['log fires']);
  });

  it('keep the newest event of each dependency, and fire with all that they hold', () => {
    const fire = three('- {template: {name: log, conditions: "a && (b || c-1)", log: {}}}');
    fire('b', '{"n":1}');
    fire('b', '{"n":2}');
    fire('c', '{"n":3}');
    const trace = only(fire('a', '{"n":4}'));
    const body = trace.action?.kind === 'message' ? trace.action.body : '';
    expect(body?.split('\n').map((line) => (JSON.parse(line) as { body: unknown }).body)).toEqual([
      { n: 2 },
      { n: 3 },
      { n: 4 },
    ]);
  });

  it('with || fire on each event', () => {
    const fire = three('- {template: {name: log, conditions: "a || b", log: {}}}');
    expect([fire('a'), fire('b'), fire('c')].map(outcomes)).toEqual([['log fires'], ['log fires'], []]);
  });

  it('fire once on one event that is both of their dependencies', () => {
    const twice = '- {name: again, eventSourceName: es, eventName: a}';
    const and = three('- {template: {name: log, conditions: "a && again", log: {}}}', twice);
    expect(outcomes(and('a'))).toEqual(['log fires']);
    const or = three('- {template: {name: log, conditions: "a || again", log: {}}}', twice);
    expect(outcomes(or('a'))).toEqual(['log fires', 'log fires']);
  });

  it('with || fire when one of two filters on the same event passes', () => {
    const filtered = (ref: string) =>
      `- {name: ${ref}, eventSourceName: es, eventName: a, filters: {data: [{path: body.ref, type: string, value: [${ref}]}]}}`;
    const fire = three(
      '- {template: {name: log, conditions: "main || topic", log: {}}}',
      `${filtered('main')}\n${filtered('topic')}`,
    );
    expect(outcomes(fire('a', '{"ref":"topic"}'))).toEqual(['log fires']);
    expect(outcomes(fire('a', '{"ref":"main"}'))).toEqual(['log fires']);
    expect(outcomes(fire('a', '{"ref":"other"}'))).toEqual(['log filtered']);
  });

  it.each([
    ['a && nope', 'unknown name nope'],
    ['!a', 'failed to get dependency expression'],
    ['a &', 'failed to get dependency expression'],
  ])('"%s" can never hold', (conditions, summary) => {
    const fire = three(
      `- {template: {name: log, conditions: "${conditions}", log: {}}}\n- ${LOG.replace('log,', 'other,')}`,
    );
    const trace = fire('a');
    expect(outcomes(trace)).toEqual(['log inert', 'other waiting']);
    expect(trace.triggers[0]?.hops.at(-1)?.summary).toContain(summary);
  });

  it('forget what came before a reset', () => {
    const reset = 'conditionsReset: [{byTime: {cron: "0 * * * *", timezone: Europe/Berlin}}]';
    const tested = webhookFlow(
      `- {template: {name: log, conditions: "dep && b", ${reset}, log: {}}}`,
      `- {name: dep, eventSourceName: hooks, eventName: deploy}
- {name: b, eventSourceName: hooks, eventName: b}`,
    );
    const event = (id: string): Event => ({
      id,
      type: 'webhook',
      source: 'hooks',
      subject: 'b',
      dataContentType: 'application/json',
      time: '2026-01-02T03:04:05Z',
      data: '{}',
    });
    tested.setTime('2026-01-02T03:59:00Z');
    expect(outcomes(tested.post('{}'))).toEqual(['log waiting']);
    tested.setTime('2026-01-02T04:00:30Z');
    const after = tested.fire({ kind: 'event', event: event('1') });
    expect(outcomes(after)).toEqual(['log waiting']);
    expect(hop(only(after), 'condition').notes).toEqual([
      'the event of "dep" was dropped by a conditions reset',
    ]);
    tested.setTime('2026-01-02T04:59:00Z');
    expect(outcomes(tested.post('{}'))).toEqual(['log fires']);
  });

  it('never hold when the sensor searches for ever for the last reset', () => {
    const reset = 'conditionsReset: [{byTime: {cron: "* 21 * * *", timezone: Europe/Berlin}}]';
    const tested = webhookFlow(`- {template: {name: log, ${reset}, log: {}}}`);
    // The day on which clocks went back in Berlin; PrevCronTime (argo-events pkg/shared/util/cronutil.go) never ends.
    tested.setTime('2026-10-25T18:36:00Z');
    const trace = only(tested.post('{}'));
    expect(trace.outcome).toBe('inert');
    expect(trace.hops.at(-1)?.summary).toBe(
      'the sensor hangs: it searches for ever when "* 21 * * *" in "Europe/Berlin" was last due',
    );
  });

  it('with a reset that nobody can read, the controller refuses the sensor', () => {
    const reset = 'conditionsReset: [{byTime: {cron: "@hourly"}}]';
    const tested = webhookFlow(`- {template: {name: log, ${reset}, log: {}}}`);
    const trace = only(tested.post('{}'));
    expect(trace.outcome).toBe('inert');
    expect(trace.hops.at(-1)).toMatchObject({
      verdict: 'failed',
      summary: 'the controller refuses this Sensor: invalid cron expression "@hourly"',
    });
  });
});

describe('retries', () => {
  const failing = 'template: {name: t, email: {host: h, subject: s, body: b}}';

  it('need atLeastOnce', () => {
    const notes = (rest: string) =>
      hop(only(webhookFlow(`- {${failing}${rest}}`).post('{}')), 'trigger').notes;
    expect(notes(', retryStrategy: {steps: 3}')).toEqual([
      '"retryStrategy" has no effect without "atLeastOnce: true": there is one attempt',
    ]);
    expect(notes(', retryStrategy: {steps: 3, duration: 5s}, atLeastOnce: true')).toEqual([
      '3 attempts, 5s apart at first, then the event is given up',
    ]);
    expect(notes(', retryStrategy: {steps: 0}, atLeastOnce: true')?.[0]).toContain('5 attempts, 1s apart');
    expect(notes(', atLeastOnce: true')?.[0]).toContain('one attempt');
  });

  it.each([
    ['duration: soon', 'time: invalid duration "soon"'],
    ['factor: "2"', String.raw`invalid factor, strconv.ParseFloat: parsing "\"2\"": invalid syntax`],
    ['jitter: x', String.raw`invalid jitter, strconv.ParseFloat: parsing "\"x\"": invalid syntax`],
  ])('with {%s} the trigger is never called', (strategy, cause) => {
    const trace = only(
      webhookFlow(`- {template: {name: t, log: {}}, retryStrategy: {${strategy}}}`).post('{}'),
    );
    expect(trace.outcome).toBe('failed');
    expect(trace.hops.at(-1)?.summary).toBe(
      `failed to trigger actions, invalid backoff configuration, ${cause}`,
    );
  });

  it('end in the dlqTrigger, when there is atLeastOnce', () => {
    const dlq = ', dlqTrigger: {template: {name: dead, log: {}}, atLeastOnce: true}';
    const trace = only(webhookFlow(`- {${failing}, atLeastOnce: true${dlq}}`).post('{"a":1}'));
    expect(trace.outcome).toBe('failed');
    expect(trace.dlqTrigger).toMatchObject({ trigger: 'dead', outcome: 'fires' });
    expect(trace.dlqTrigger?.action).toMatchObject({ kind: 'message', target: ['dep'] });
    const refused = only(webhookFlow(`- {${failing}${dlq}}`).post('{}'));
    expect([refused.outcome, refused.dlqTrigger]).toEqual(['inert', undefined]);
    const good = only(webhookFlow(`- {template: {name: t, log: {}}, atLeastOnce: true${dlq}}`).post('{}'));
    expect(good.dlqTrigger).toBeUndefined();
  });
});

describe('where the real sensor crashes', () => {
  it('a payload of a dependency that has no event: the trace says so, and the next event works', () => {
    const payload = (dep: string) => `payload: [{src: {dependencyName: ${dep}, dataKey: body}, dest: x}]`;
    const fire = three(
      `- {template: {name: t, conditions: "a || b", http: {url: "http://a", ${payload('a')}}}}`,
    );
    const crash = only(fire('b'));
    expect(crash.outcome).toBe('crashed');
    expect(crash.hops.at(-1)).toMatchObject({
      kind: 'trigger',
      verdict: 'crashed',
      summary: 'the sensor crashes: panic: runtime error: invalid memory address or nil pointer dereference',
    });
    expect(only(fire('a')).outcome).toBe('fires');
  });

  it('a dynamic header of a dependency that has no event', () => {
    const dynamic = 'dynamicHeaders: [{src: {dependencyName: a, dataKey: body}, dest: X}]';
    const fire = three(`- {template: {name: t, conditions: "a || b", http: {url: "http://a", ${dynamic}}}}`);
    expect(only(fire('b')).outcome).toBe('crashed');
  });

  it('a rate limit without a number: no trigger of the sensor works', () => {
    const limited = '- {template: {name: t, log: {}}, rateLimit: {unit: Second}}';
    const trace = webhookFlow(`- ${LOG}\n${limited}`).post('{}');
    expect(outcomes(trace)).toEqual(['log crashed', 't crashed']);
    expect(trace.triggers[0]?.hops.at(-1)?.summary).toBe(
      'the sensor crashes when it starts: panic: runtime error: integer divide by zero',
    );
    const good = webhookFlow(
      `- ${LOG.replace(/}$/, ', rateLimit: {unit: Minute, requestsPerUnit: 3}}')}`,
    ).post('{}');
    expect(hop(only(good), 'trigger').notes).toContain('waits so that there are at most 3 a minute');
  });

  it('a script without an end', () => {
    const tested = webhookFlow(
      `- ${LOG}`,
      `- {name: dep, eventSourceName: hooks, eventName: deploy, filters: {script: "while event.body.loop do end return true"}}`,
    );
    const trace = only(tested.post('{"loop":true}'));
    expect(trace.outcome).toBe('crashed');
    expect(trace.hops.at(-1)?.summary).toContain('would hang');
    expect(only(tested.post('{}')).outcome).toBe('fires');
  }, 30_000);

  it.each([
    ['a.b', 't'],
    ['sensor', 'has space'],
  ])('a sensor "%s" with a trigger "%s" on a JetStream bus', (sensor, trigger) => {
    const yaml = `${WEBHOOK}---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: ${sensor}, namespace: argo-events}
spec:
  dependencies: [{name: d, eventSourceName: hooks, eventName: deploy}]
  triggers: [{template: {name: ${trigger}, log: {}}}]
`;
    const trace = only(flow(yaml).post('{}'));
    expect(trace.outcome).toBe('crashed');
    expect(trace.hops.at(-1)?.summary).toContain('the sensor exits when it starts');
  });
});

describe('what the controller cannot read', () => {
  it('stops the sensor', () => {
    const trigger = webhookFlow('- {template: {name: t, http: {url: "http://a", timeout: soon}}}').post('{}');
    expect(outcomes(trigger)).toEqual(['t inert']);
    const both = webhookFlow(`- ${LOG}\n- {template: {name: t, http: {url: "http://a", timeout: soon}}}`);
    expect(outcomes(both.post('{}'))).toEqual(['log inert', 't inert']);
    expect(trigger.triggers[0]?.hops.at(-1)?.summary).toContain('cannot unmarshal string');
    const filters = 'filters: {data: [{path: a, type: string, value: main}]}';
    const filter = webhookFlow(
      `- ${LOG}`,
      `- {name: dep, eventSourceName: hooks, eventName: deploy, ${filters}}`,
    );
    const trace = filter.post('{}');
    expect(outcomes(trace)).toEqual(['log inert']);
    expect(trace.triggers[0]?.hops.at(-1)?.summary).toContain('is a string, not a list');
  });
});

describe('the world', () => {
  it('makes the same ids from the same seed, in the form of a UUID without dashes', () => {
    const ids = (seed: number) => {
      const world = createWorld({ seed });
      return [world.eventId(), world.eventId()];
    };
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
    expect(new Set([...ids(1), ...ids(2)]).size).toBe(4);
    for (const id of [...ids(1), ...ids(2)]) expect(id).toMatch(/^[\da-f]{12}4[\da-f]{3}[89ab][\da-f]{15}$/);
  });

  it('answers with UTC and nine digits', () => {
    const now = (text: string) => createWorld({ now: text }).now();
    expect(now('2026-01-02T03:04:05Z')).toBe('2026-01-02T03:04:05.000000000Z');
    expect(now('2026-01-02T03:04:05.1234567891+02:00')).toBe('2026-01-02T01:04:05.123456789Z');
    expect(() => now('yesterday')).toThrow('"yesterday" is not an RFC 3339 time');
    expect(createWorld({ now: () => '2026-01-02T03:04:05.5Z' }).now()).toBe('2026-01-02T03:04:05.500000000Z');
    expect(createWorld().now()).toBe('1970-01-01T00:00:00.000000000Z');
  });
});
