import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { refusalOf } from '../../src/simulate/sources/validation/event-source.ts';
import { engine, type Flow, flow, hop, request } from './flow.ts';
import { VALID_EVENTS } from './valid-events.ts';

const HOOK = 'endpoint: /deploy, port: "12000", method: POST';
const MIXED = 'event sources with rolling update and recreate update strategy can not be put together';

function sources(spec: string): Flow {
  return flow(`apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: es, namespace: ns}
spec: {${spec}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: sensor, namespace: ns}
spec:
  dependencies: [{name: dep, eventSourceName: es, eventName: ev}]
  triggers: [{template: {name: log, log: {}}}]
`);
}

/** The kind, the message and the path of what is wrong with a spec. */
function refusal(spec: string): string | undefined {
  const object = sources(spec).model.eventSources[0]?.resource.value;
  if (object === undefined) throw new Error('no event source');
  const found = refusalOf(object, engine());
  return found && `${found.kind}: ${found.message} (${found.path.join('.')})`;
}

describe('an EventSource that the controller refuses', () => {
  const mixed = `webhook: {ev: {${HOOK}}}, calendar: {tick: {interval: 10s}}`;

  it('serves no request, and nobody answers', () => {
    const trace = sources(mixed).fire({ kind: 'http', request: request('{}') }, 'es/ev');
    expect(trace.response).toBeUndefined();
    expect(trace.event).toBeUndefined();
    expect(trace.triggers).toEqual([]);
    expect(trace.hops.map(({ kind }) => kind)).toEqual(['source']);
    expect(hop(trace, 'source')).toMatchObject({
      verdict: 'failed',
      summary: `the controller refuses this EventSource: ${MIXED}`,
      at: { path: ['spec', 'calendar'], range: { start: { line: 4 } } },
      notes: [
        'no Deployment is made: one from an earlier version of this EventSource would keep running as it was',
      ],
    });
  });

  it('has no other events either', () => {
    const trace = sources(mixed).fire({ kind: 'payload', data: '{}' }, 'es/tick');
    expect(trace.event).toBeUndefined();
    expect(hop(trace, 'source').verdict).toBe('failed');
  });

  it('and what it cannot read stops all of them', () => {
    const { fire } = sources('webhook: {ev: {endpoint: /deploy, port: 12000}}');
    const source = hop(fire({ kind: 'http', request: request('{}') }), 'source');
    expect(source.summary).toBe(
      'the controller cannot read this EventSource: "spec.webhook.ev.port" is a number, not a string',
    );
    expect(source.notes?.[1]).toContain('the controller cannot list its event sources at all');
  });

  it('says that an error has no text', () => {
    const { fire } = sources('github: {ev: {repositories: [{owner: a, names: [b]}]}}');
    expect(hop(fire({ kind: 'http', request: request('{}') }), 'source').summary).toBe(
      'the controller refuses this EventSource: an error without a text, because the event has no "webhook"',
    );
  });
});

describe('the controller refuses', () => {
  it.each([
    [`calendar: {tick: {interval: 1s}}, webhook: {ev: {${HOOK}}}`, `${MIXED} (spec.webhook)`],
    [
      'sqs: {a: {region: r, queue: q}}, kafka: {b: {url: u, topic: t, partition: "0"}}',
      `${MIXED} (spec.kafka)`,
    ],
    [
      `webhook: {ev: {${HOOK}}}, sns: {ev: {topicArn: a, region: r, webhook: {${HOOK}}}}`,
      'more than one "ev" found in the spec (spec.sns.ev)',
    ],
    ['webhook: {ev: {port: "1"}}', "endpoint can't be empty (spec.webhook.ev.endpoint)"],
    ['webhook: {ev: null}', "endpoint can't be empty (spec.webhook.ev.endpoint)"],
    ['webhook: {ev: {endpoint: /a}}', "port can't be empty (spec.webhook.ev.port)"],
    [
      'webhook: {ev: {endpoint: /a, port: http}}',
      'failed to parse server port http. err: strconv.Atoi: parsing "http": invalid syntax (spec.webhook.ev.port)',
    ],
    [
      'webhook: {ev: {endpoint: /a, port: "9223372036854775808"}}',
      'failed to parse server port 9223372036854775808. err: strconv.Atoi: parsing "9223372036854775808": value out of range (spec.webhook.ev.port)',
    ],
    [
      'sns: {ev: {topicArn: a, region: r, webhook: {endpoint: /a}}}',
      "port can't be empty (spec.sns.ev.webhook.port)",
    ],
    ['calendar: {ev: {timezone: UTC}}', 'must have either schedule or interval (spec.calendar.ev)'],
    [
      'calendar: {ev: {schedule: "@hourly"}}',
      'failed to parse schedule @hourly from calendar event. Cause: parser does not accept descriptors: @hourly (spec.calendar.ev.schedule)',
    ],
    [
      'calendar: {ev: {interval: 1d}}',
      'failed to parse interval 1d from calendar event. Cause: time: unknown unit "d" in duration "1d" (spec.calendar.ev.interval)',
    ],
  ])('{%s}', (spec, expected) => {
    expect(refusal(spec)).toBe(`refused: ${expected}`);
  });
});

describe('the controller cannot read', () => {
  it.each([
    [
      'webhook: {ev: {endpoint: /a, port: 1}}',
      '"spec.webhook.ev.port" is a number, not a string (spec.webhook.ev.port)',
    ],
    [
      'sns: {ev: {topicArn: a, region: r, webhook: {endpoint: /a, port: "1", metadata: {a: true}}}}',
      '"spec.sns.ev.webhook.metadata.a" is a boolean, not a string (spec.sns.ev.webhook.metadata.a)',
    ],
    [
      `webhook: {ev: {${HOOK}, maxPayloadSize: "5"}}`,
      '"spec.webhook.ev.maxPayloadSize" is not an integer (spec.webhook.ev.maxPayloadSize)',
    ],
    [
      `webhook: {ev: {${HOOK}, authSecret: token}}`,
      '"spec.webhook.ev.authSecret" is a string, not an object (spec.webhook.ev.authSecret)',
    ],
    [
      `webhook: {ev: {${HOOK}}, other: /a}`,
      '"spec.webhook.other" is a string, not an object (spec.webhook.other)',
    ],
    [
      'calendar: {ev: {interval: 10}}',
      '"spec.calendar.ev.interval" is a number, not a string (spec.calendar.ev.interval)',
    ],
  ])('{%s}', (spec, expected) => {
    expect(refusal(spec)).toBe(`unreadable: ${expected}`);
  });
});

describe('the controller takes', () => {
  it.each([
    `webhook: {ev: {${HOOK}}}, sns: {other: {topicArn: a, region: r, webhook: {${HOOK}}}}`,
    `webhook: {ev: {${HOOK}, maxPayloadSize: 5, metadata: {a: b}, authSecret: {name: a, key: b}}}`,
    'webhook: {ev: {endpoint: a, port: "+1"}}',
    'webhook: {ev: {endpoint: /a, port: "99999"}}, calendar: {}',
    'calendar: {ev: {schedule: "TZ=Europe/Berlin 0 0 30 2 *"}}',
    'calendar: {ev: {schedule: "*/5 * * * *", interval: nonsense}}',
    'calendar: {ev: {interval: -1s}}, kafka: {other: {url: u, topic: t, partition: "0"}}',
  ])('{%s}', (spec) => {
    expect(refusal(spec)).toBeUndefined();
  });
});

describe('a calendar', () => {
  it.each(['0', '-1s', '100ms'])('ticks without a pause at the interval %s', (interval) => {
    const { fire } = sources(`calendar: {ev: {interval: ${JSON.stringify(interval)}}}`);
    const source = hop(fire({ kind: 'payload', data: '{"eventTime":""}' }), 'source');
    expect(source.notes).toEqual([
      `the interval "${interval}" is shorter than one second: the clock ticks without a pause`,
    ]);
  });

  it.each(['interval: 1s', 'interval: 0s, schedule: "* * * * *"'])(
    'has nothing to note at {%s}',
    (fields) => {
      const { fire } = sources(`calendar: {ev: {${fields}}}`);
      expect(hop(fire({ kind: 'payload', data: '{}' }), 'source')).not.toHaveProperty('notes');
    },
  );
});

describe('the controller validates each type', () => {
  it.each(Object.keys(VALID_EVENTS))('%s: takes what is complete', (type) => {
    expect(refusal(`${type}: {ev: {${VALID_EVENTS[type]}}}`)).toBeUndefined();
  });

  /** Null takes a field away. */
  it.each([
    ['amqp', 'url: null', 'either url or urlSecret must be specified ()'],
    ['amqp', 'urlSecret: {name: s, key: k}', 'only one of url or urlSecret can be specified ()'],
    [
      'amqp',
      'tls: {}, auth: {}',
      'invalid tls config, please configure either caCertSecret, or clientCertSecret and clientKeySecret, or both (.tls)',
    ],
    ['amqp', 'tls: {enabled: true}, auth: {}', undefined],
    ['amqp', 'auth: {username: {name: s, key: k}}', 'password missing (.auth)'],
    [
      'azureEventsHub',
      'sharedAccessKey: {name: s, key: k}',
      'SharedAccessKey or SharedAccessKeyName is not specified. If one is set then both must be set ()',
    ],
    [
      'azureQueueStorage',
      'storageAccountName: null',
      'must specify connection string or storageAccountName ()',
    ],
    [
      'azureServiceBus',
      'topicName: t',
      'QueueName and TopicName/SubscriptionName cannot be specified at the same time ()',
    ],
    [
      'azureServiceBus',
      'queueName: null, topicName: t',
      'QueueName or TopicName/SubscriptionName must be specified ()',
    ],
    ['bitbucket', 'repositories: null', 'at least one repository is required ()'],
    ['bitbucket', 'repositories: null, owner: o, repositorySlug: r', undefined],
    ['bitbucket', 'auth: null', 'panic: runtime error: invalid memory address or nil pointer dereference ()'],
    [
      'bitbucket',
      'auth: {oauthToken: {name: s, key: k}}, webhook: {endpoint: /a, port: "1", url: u}',
      'events must be defined to create a bitbucket webhooks ()',
    ],
    [
      'bitbucketserver',
      'checkInterval: 1d',
      'failed to parse webhook check interval duration: time: unknown unit "d" in duration "1d" (.checkInterval)',
    ],
    [
      'emitter',
      'tls: {clientKeySecret: {name: s, key: k}}',
      'invalid tls config, both clientCertSecret and clientKeySecret need to be configured (.tls)',
    ],
    ['file', 'eventType: null', 'type must be specified ()'],
    ['file', 'watchPathConfig: null', 'directory is required (.watchPathConfig)'],
    [
      'file',
      'watchPathConfig: {directory: data, path: a}',
      'directory must be an absolute file path (.watchPathConfig.directory)',
    ],
    [
      'file',
      'watchPathConfig: {directory: /data}',
      'either path or pathRegexp must be specified (.watchPathConfig)',
    ],
    [
      'sftp',
      'watchPathConfig: {directory: /data, path: /a}',
      'path must be a relative file path (.watchPathConfig.path)',
    ],
    ['hdfs', 'path: null, pathRegexp: "("', 'error parsing regexp: missing closing ): `(` (.pathRegexp)'],
    ['hdfs', 'type: create', 'type is invalid (.type)'],
    [
      'hdfs',
      'krbCCacheSecret: {name: s, key: k}',
      'krbServicePrincipalName and krbConfigConfigMap are required with krbCCacheSecret ()',
    ],
    ['generic', 'config: null', "config can't be empty ()"],
    ['gerrit', 'projects: []', 'projects cannot be empty ()'],
    ['github', 'organizations: null', 'either repositories or organizations is required ()'],
    [
      'github',
      'repositories: [{owner: o, names: [n]}]',
      'only one of repositories and organizations is allowed ()',
    ],
    [
      'github',
      'apiToken: {name: s, key: k}, webhook: {endpoint: /a, port: "1", url: u}',
      'events must be defined to create a github webhook ()',
    ],
    ['github', 'contentType: text', 'content type must be "json" or "form" (.contentType)'],
    ['github', 'githubBaseURL: u', 'githubUploadURL is required when githubBaseURL is set ()'],
    ['gitlab', 'accessToken: null', "access token can't be nil ()"],
    ['kafka', 'partition: null', 'consumerGroup or partition must be specified ()'],
    [
      'kafka',
      'sasl: {mechanism: MD5}',
      'invalid sasl config. Possible values for SASL Mechanism are `OAUTHBEARER`, `PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512` and `GSSAPI` (.sasl.mechanism)',
    ],
    ['kafka', 'awsMskIamAuth: {}', 'awsMskIamAuth.region must be specified (.awsMskIamAuth)'],
    ['minio', 'bucket: {}', "bucket name can't be empty (.bucket)"],
    ['minio', 'bucket: null', undefined],
    ['mqtt', 'clientId: null', 'client id must be specified ()'],
    ['nats', 'queue: ""', 'queue group cannot be empty if specified (.queue)'],
    ['nats', 'queue: "", tls: {enabled: true}', undefined],
    [
      'pubSub',
      'topic: null, topicProjectID: p',
      "you can't specify topicProjectID if you don't specify topic (.topicProjectID)",
    ],
    ['pulsar', 'type: null', 'subscription type must be either exclusive or shared (.type)'],
    [
      'redis',
      'password: {name: s, key: k}',
      'namespace must be defined in order to retrieve the password from the secret ()',
    ],
    ['redisStream', 'streams: null', 'stream/streams must be specified ()'],
    ['redisStream', 'streams: []', undefined],
    [
      'resource',
      'filter: {labels: [{operation: "==", value: a}]}',
      "key can't be empty for selector (.filter.labels.0)",
    ],
    ['slack', 'signingSecret: null', 'signingSecret not provided ()'],
    ['sqs', 'region: null', 'must specify region ()'],
    ['storageGrid', 'bucket: null', 'bucket name must be provided ()'],
    ['stripe', 'createWebhook: true', 'api key K8s secret selector not provided ()'],
    ['stripe', 'webhook: null', ' ()'],
  ])('%s with {%s}', (type, fields, expected) => {
    const event = { ...parse(`{${VALID_EVENTS[type]}}`), ...parse(`{${fields}}`) } as object;
    const found = refusal(`${type}: {ev: ${JSON.stringify(event)}}`);
    expect(found?.replace(`(spec.${type}.ev`, '(')).toBe(expected && `refused: ${expected}`);
  });
});
