import { afterAll, describe, expect, it } from 'vitest';
import { formatPath } from '../../src/diagnostic.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { applyFixes } from '../../src/lint/fix.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { EVENT_SOURCE_RULES } from '../../src/rules/event-source/index.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { VALID_EVENTS } from '../simulate/valid-events.ts';

const engine = openEngine();
afterAll(() => engine.close());

const FILE = 'event-source.yaml';

function diagnostics(text: string) {
  const { documents, diagnostics: yaml } = parseYaml(text, FILE);
  const model = buildModel(documents);
  const input = {
    model,
    files: [{ name: FILE, text }],
    diagnostics: [...yaml, ...model.diagnostics],
  };
  return lint(input, { engine, horizon: { complete: false, external: [] }, ignores: false }).diagnostics;
}

/** What the rules of EventSources say of a spec, as `rule path`, without what is only worth knowing. */
function said(spec: string): readonly string[] {
  return diagnostics(`apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: hooks, namespace: argo}
spec: {${spec}}
`)
    .filter(({ rule, severity }) => rule.startsWith('event-source/') && severity !== 'info')
    .map(({ rule, at }) => `${rule.slice('event-source/'.length)} ${formatPath((at.path ?? []).slice(1))}`);
}

const HOOK = 'endpoint: /deploy, port: "12000", method: POST';
const SECRET = '{name: s, key: k}';

describe('nothing is said of', () => {
  it.each([
    `webhook: {ev: {${HOOK}}}`,
    `webhook: {ev: {${HOOK}, filter: {expression: 'body.type == "x" && header["X-A"][0] != "b"'}}}`,
    `webhook: {ev: {${HOOK}, filter: {expression: 'let t = body.type; t in ["x"]'}}}`,
    `webhook: {ev: {${HOOK}, filter: {expression: 'sprig.lower(body.a) == "b" && asInt(body.n) > 1'}}}`,
    `webhook: {ev: {endpoint: /health, port: "12000", method: POST}}`,
    `webhook: {ev: {endpoint: /a/, port: "12000", method: GET, maxPayloadSize: 5242880}}`,
    `service: {ports: [{name: http, port: 80, targetPort: "12000"}, {name: metrics, port: 7777}]}, webhook: {ev: {${HOOK}}}`,
    `service: {ports: [{port: 80, targetPort: hooks}]}, template: {container: {ports: [{name: hooks, containerPort: 12000}]}}, webhook: {ev: {${HOOK}}}`,
    `calendar: {ev: {schedule: "TZ=UTC 0 0 29 2 *"}}`,
    `calendar: {ev: {interval: 1s, exclusionDates: ["EXDATE:20260101T000000Z,20260102T000000Z"]}}`,
    `calendar: {ev: {schedule: "0 0 * * *", persistence: {catchup: {enabled: false, maxDuration: 1d}}}}`,
    `file: {ev: {eventType: MOVE, polling: true, watchPathConfig: {directory: /data, path: a}}}`,
    `file: {ev: {eventType: WRITE, watchPathConfig: {directory: /data, pathRegexp: 'a\\.csv$'}}}`,
    `kafka: {ev: {url: "a:9092,[::1]:9092", topic: t, partition: "3", version: "0.10.2.0"}}`,
    `kafka: {ev: {url: "a:9092", topic: t, consumerGroup: {groupName: g}, connectionBackoff: {duration: 1 day}}}`,
    `nats: {ev: {url: u, subject: s, auth: {token: ${SECRET}}, connectionBackoff: {duration: 1000000000}}}`,
    `sqs: {ev: {region: r, queue: q, roleARN: a, accessKey: ${SECRET}}}`,
    `sqs: {ev: {region: r, queue: q}, other: {region: s, queue: q}}`,
    `minio: {ev: {endpoint: "minio:9000", bucket: {name: b}, accessKey: ${SECRET}, secretKey: ${SECRET}}}`,
    `resource: {ev: {version: v1, resource: endpoints, eventTypes: [ADD, UPDATE], filter: {labels: [{key: a, operation: "!"}, {key: b, value: c}], fields: [{key: metadata.labels.n, operation: "=", value: "1"}]}}}`,
    `gitlab: {ev: {events: [anything], gitlabBaseURL: u, accessToken: ${SECRET}, webhook: {${HOOK}}}}`,
    `github: {ev: {organizations: [o], events: [push], apiToken: ${SECRET}, webhook: {${HOOK}}}}`,
    'jobs: {}',
    `redis: {a: {hostAddress: "redis:6379", channels: [c]}}, mqtt: {b: {url: "mqtt:1883", topic: t, clientId: c}, c: {url: "mqtt+ssl://user:secret@mqtt:8883/", topic: t, clientId: d, tls: {enabled: true}}, d: {url: "ws://mqtt/mqtt", topic: t, clientId: e}}`,
    `generic: {ev: {url: "dns:///server:8080", config: c, insecure: true}}`,
    `pulsar: {ev: {url: "pulsar+ssl://pulsar:6651", topics: [t], type: shared, tlsTrustCertsSecret: ${SECRET}}}`,
  ])('{%s}', (spec) => {
    expect(said(spec)).toEqual([]);
  });
});

describe('something is said of', () => {
  it.each<[string, ...string[]]>([
    ['webhook: {}', 'no-events '],
    [
      `webhook: {ev: {endpoint: "https://example.com/a", port: "0", method: Post}}`,
      'webhook-endpoint-slash webhook.ev.endpoint',
      'webhook-port-range webhook.ev.port',
      'webhook-method-unsupported webhook.ev.method',
    ],
    [
      `webhook: {a: {endpoint: "/{a}/{", port: "1", method: GET}}`,
      'webhook-endpoint-braces webhook.a.endpoint',
    ],
    [
      `webhook: {a: {endpoint: /a/../b, port: "1", method: GET}}`,
      'webhook-endpoint-unclean webhook.a.endpoint',
    ],
    [
      `webhook: {ev: {${HOOK}, filter: {expression: ""}}, b: {endpoint: /b, port: "12000", method: POST, filter: {expression: "1 + 1"}}}`,
      'filter-empty webhook.ev.filter',
      'filter-not-boolean webhook.b.filter.expression',
    ],
    [
      `amqp: {ev: {url: "amqp://u", exchangeName: e, exchangeType: topic, routingKey: k, filter: {expression: 'type == "x"'}}}`,
      'filter-syntax amqp.ev.filter.expression',
    ],
    [
      `amqp: {ev: {url: "amqp://u", exchangeName: e, exchangeType: topic, routingKey: k, filter: {expression: 'body.a == "x"'}}}`,
      'filter-unknown-key amqp.ev.filter.expression',
    ],
    [
      `webhook: {ev: {${HOOK}, filter: {expression: 'header["x-event"][0] == "a"'}}}`,
      'filter-unknown-key webhook.ev.filter.expression',
    ],
    [
      `webhook: {ev: {${HOOK}, filter: {expression: 'header.Accept contains "json"'}}}`,
      'filter-header-list webhook.ev.filter.expression',
    ],
    [
      `service: {ports: [{port: 12001}]}, webhook: {ev: {${HOOK}}}`,
      'service-port-mismatch service.ports[0].port',
    ],
    [
      `calendar: {ev: {schedule: "TZ=UTC", timezone: X/Y}}`,
      'calendar-schedule-invalid calendar.ev.schedule',
      'calendar-timezone-unknown calendar.ev.timezone',
    ],
    [
      `calendar: {ev: {schedule: "0 0 * * *", persistence: {catchup: {enabled: true}}}}`,
      'calendar-catchup calendar.ev.persistence.catchup',
    ],
    [
      `sftp: {ev: {eventType: WRITE, watchPathConfig: {directory: /d, path: a/b}, username: ${SECRET}, address: ${SECRET}, sshKeySecret: ${SECRET}, pollIntervalDuration: 10s}}`,
      'file-event-type sftp.ev.eventType',
      'file-path-nested sftp.ev.watchPathConfig.path',
      'sftp-ssh-key sftp.ev.sshKeySecret',
    ],
    [
      `hdfs: {ev: {type: CREATE, directory: /d, path: a, addresses: [a], hdfsUser: u}}`,
      'file-directory-slash hdfs.ev.directory',
    ],
    [
      `file: {ev: {eventType: CREATE, watchPathConfig: {directory: /d, pathRegexp: '^[a-z]+$'}}}`,
      'file-directory-slash file.ev.watchPathConfig.directory',
    ],
    [
      `kafka: {ev: {url: "kafka", topic: t, partition: all, tls: {enabled: true}, sasl: {}}}`,
      'kafka-broker-address kafka.ev.url',
      'kafka-partition-invalid kafka.ev.partition',
      'credentials-missing kafka.ev.sasl',
      'credentials-missing kafka.ev.sasl',
    ],
    [
      `resource: {ev: {group: core, version: v1, resource: Pod, eventTypes: [DELETED], filter: {labels: [{key: a, operation: gt, value: b}], fields: [{key: spec.replicas, operation: "==", value: "1"}]}}}`,
      'resource-event-type resource.ev.eventTypes[0]',
      'resource-field-number resource.ev.filter.fields[0].value',
      'resource-label-selector resource.ev.filter.labels[0].value',
      'resource-name resource.ev.group',
      'resource-name resource.ev.resource',
    ],
    [
      `redisStream: {a: {hostAddress: h, streams: [s]}, b: {hostAddress: h, streams: [r, s]}}`,
      'messages-shared redisStream.b.streams',
    ],
    [
      `nats: {ev: {url: u, subject: s, connectionBackoff: {factor: "2", duration: 10}}}`,
      'backoff-invalid nats.ev.connectionBackoff.factor',
      'backoff-nanoseconds nats.ev.connectionBackoff.duration',
    ],
    [
      `redis: {a: {hostAddress: "redis://redis:6379", channels: ["c.*"]}}, mqtt: {b: {url: "tcp://mqtt", topic: t, clientId: c}, c: {url: "mqtt:1883", topic: t, clientId: d, tls: {enabled: true}}}, generic: {d: {url: "http://server:8080", config: c, insecure: true}}`,
      'broker-url generic.d.url',
      'broker-url mqtt.b.url',
      'broker-url redis.a.hostAddress',
      'redis-channel-pattern redis.a.channels[0]',
      'tls-ignored mqtt.c.tls',
    ],
    [
      `webhook: {ev: {${HOOK}, filter: {expression: '"a" == "b"'}}}`,
      'filter-constant webhook.ev.filter.expression',
    ],
    [
      `sqs: {ev: {region: r, queue: "arn:aws:sqs:r:1:q", waitTimeSeconds: -1}}, azureQueueStorage: {b: {storageAccountName: s, queueName: q}}`,
      'sqs-queue-name sqs.ev.queue',
      'sqs-wait-time sqs.ev.waitTimeSeconds',
    ],
    [
      `sns: {ev: {topicArn: "arn:aws-cn:sns:cn-north-1:1:t", region: cn-northwest-1, webhook: {${HOOK}, url: "https://a"}}}`,
      'sns-topic sns.ev.region',
    ],
    [
      `stripe: {ev: {createWebhook: true, apiKey: ${SECRET}, webhook: {${HOOK}}}}`,
      'hook-url stripe.ev.webhook',
    ],
  ])('{%s}', (spec, ...expected) => {
    const found = said(spec);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found).toHaveLength(expected.length);
  });
});

describe('what the controller refuses', () => {
  it('is said all at once', () => {
    expect(said('amqp: {ev: {auth: {}}}')).toEqual([
      'amqp-exchange-unnamed amqp.ev',
      'field-required amqp.ev',
      'field-required amqp.ev',
      'field-required amqp.ev',
      'auth-incomplete amqp.ev.auth',
      'auth-incomplete amqp.ev.auth',
    ]);
  });

  it('is not said of what it cannot read', () => {
    const spec = 'webhook: {ev: {endpoint: /a, port: 12000, method: POST}, other: {endpoint: 5}}';
    expect(said(spec)).toEqual(['webhook-port-missing webhook.other']);
  });

  it('is not said twice of a directory that is not there', () => {
    expect(said('file: {ev: {eventType: CREATE}}')).toEqual(['field-required file.ev']);
  });

  it.each(Object.keys(VALID_EVENTS))('is nothing in a complete event of type %s', (type) => {
    const refusals = new Set(
      EVENT_SOURCE_RULES.filter(({ check }) => check === undefined).map(({ id }) => id),
    );
    const found = diagnostics(`apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: hooks}
spec: {${type}: {ev: {${VALID_EVENTS[type]}}}}
`);
    expect(found.filter(({ rule }) => refusals.has(rule))).toEqual([]);
  });
});

describe('the fix of the example of', () => {
  it.each(EVENT_SOURCE_RULES.filter(({ id, docs }) => fixesOf(id, docs.bad).length > 0))(
    '$id mends it',
    ({ id, docs }) => {
      const { changed, fixed } = applyFixes(fixesOf(id, docs.bad), new Map([[FILE, docs.bad]]), 'unsafe');
      expect(fixed.length).toBeGreaterThan(0);
      const left = diagnostics(changed.get(FILE) ?? '');
      expect(left.filter(({ rule }) => rule === id || rule.startsWith('schema/'))).toEqual([]);
    },
  );
});

function fixesOf(id: string, text: string) {
  return diagnostics(text).filter(({ rule, fix }) => rule === id && fix !== undefined);
}
