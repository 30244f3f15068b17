import { describe, expect, it } from 'vitest';
import { type Flow, flow, hop } from './flow.ts';

function withBus(spec: string, triggers = '- {template: {name: log, log: {}}}', more = ''): Flow {
  return flow(`apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default, namespace: ns}
spec: ${spec}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: es, namespace: ns}
spec: {webhook: {ev: {endpoint: /deploy, port: "12000", method: POST}, other: {endpoint: /other, port: "12000", method: POST}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: sensor, namespace: ns}
spec:
  dependencies:
    - {name: one, eventSourceName: es, eventName: ev}
${more}
  triggers:
${triggers.replace(/^/gm, '    ')}
`);
}

describe('an EventBus that the controller refuses serves nobody', () => {
  it.each([
    [
      '{}',
      'invalid spec: either "nats", "jetstream", "jetstreamExotic", or "kafka" needs to be specified',
      'spec',
    ],
    [
      '{nats: {native: {}, exotic: {}}}',
      '"spec.nats.native" and "spec.nats.exotic" can not be defined together',
      'spec.nats',
    ],
    ['{nats: {}}', 'either "native" or "exotic" must be defined', 'spec.nats'],
    ['{nats: {exotic: {url: a}}}', '"spec.nats.exotic.clusterID" is missing', 'spec.nats.exotic'],
    ['{nats: {exotic: {clusterID: a}}}', '"spec.nats.exotic.url" is missing', 'spec.nats.exotic'],
    ['{jetstream: {}}', 'invalid spec: a version for jetstream needs to be specified', 'spec.jetstream'],
    [
      '{jetstream: {version: latest, replicas: 2}}',
      'invalid spec: a jetstream eventbus requires 1 replica or >= 3 replicas',
      'spec.jetstream.replicas',
    ],
    ['{kafka: {}}', '"spec.kafka.url" is missing', 'spec.kafka'],
    ['{jetstreamExotic: {}}', '"spec.jetstreamExotic.url" is missing', 'spec.jetstreamExotic'],
  ])('%s', (spec, message, path) => {
    const trace = withBus(spec).post('{}');
    expect(trace.response).toBeUndefined();
    expect(trace.triggers).toEqual([]);
    expect(hop(trace, 'source')).toMatchObject({
      verdict: 'failed',
      summary: `the controller refuses the EventBus "default": ${message}`,
      at: { path: path.split('.') },
    });
  });

  it('nor does one server that must keep three copies', () => {
    const trace = withBus('{jetstream: {version: latest, replicas: 1}}').post('{}');
    expect(hop(trace, 'source')).toMatchObject({
      verdict: 'failed',
      summary:
        'the stream of the EventBus "default" cannot be made: nats: replicas > 1 not supported in non-clustered mode',
    });
  });

  it('nor one whose number of copies is no number', () => {
    const config = 'streamConfig: "replicas: {toString: 1}"';
    const trace = withBus(`{jetstream: {version: latest, replicas: 1, ${config}}}`).post('{}');
    expect(hop(trace, 'source').verdict).toBe('failed');
  });

  it.each([
    '{jetstream: {version: latest}}',
    '{jetstream: {version: latest, replicas: 1, streamConfig: "replicas: 1\\n"}}',
    '{jetstream: {version: latest, replicas: 1, streamConfig: "Replicas: 1\\nmaxAge: 1h\\n"}}',
    '{jetstream: {version: latest, replicas: 5}}',
    '{nats: {native: {}}}',
    '{kafka: {url: "kafka:9092"}}',
  ])('%s works', (spec) => {
    expect(
      withBus(spec)
        .post('{}')
        .triggers.map(({ outcome }) => outcome),
    ).toEqual(['fires']);
  });
});

describe('a trigger on a Kafka bus', () => {
  const more = '    - {name: two, eventSourceName: es, eventName: other}';
  const http = (list: string) =>
    `- {template: {name: t, http: {url: "http://a", ${list}: [{src: {dependencyName: one, dataKey: body.a}, dest: a}]}}}`;
  const both = (spec: string, list: string) => {
    const tested = withBus(spec, http(list), more);
    tested.fire({ kind: 'payload', data: '{"body":{"a":1}}' }, 'es/ev');
    return tested.fire({ kind: 'payload', data: '{"body":{"a":2}}' }, 'es/other').triggers[0];
  };

  it('gets the last event alone', () => {
    const trace = both('{kafka: {url: "kafka:9092"}}', 'payload');
    expect(trace?.outcome).toBe('crashed');
    expect(trace?.hops.find(({ kind }) => kind === 'condition')?.notes).toEqual([
      'on a Kafka bus the trigger gets the event of "two" alone, and parameters from "one" find none',
    ]);
  });

  it('gets all events on the other buses', () => {
    expect(both('{jetstream: {version: latest}}', 'payload')?.outcome).toBe('fires');
  });
});
