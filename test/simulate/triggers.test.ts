import { describe, expect, it } from 'vitest';
import { TRIGGER_KINDS } from '../../src/model/kinds/sensor.ts';
import type { Action, TriggerTrace } from '../../src/simulate/trace.ts';
import { pluralOf } from '../../src/simulate/triggers/kubernetes-object.ts';
import { hop, only, webhookFlow } from './flow.ts';

/** One trigger (its entry in flow style) and what it does on {"message":"hi","n":7,"list":[1,2]}. */
function fired(trigger: string, more = ''): TriggerTrace {
  return only(webhookFlow(`- ${trigger}`, undefined, more).post('{"message":"hi","n":7,"list":[1,2]}'));
}

function failure(trigger: string, more = ''): string {
  const trace = fired(trigger, more);
  expect(trace.outcome).toBe('failed');
  return trace.hops.at(-1)?.summary ?? '';
}

function action(trigger: string, more = ''): Action {
  const trace = fired(trigger, more);
  if (trace.action === undefined) throw new Error(`${trace.outcome}: ${trace.hops.at(-1)?.summary}`);
  return trace.action;
}

/** As plain JSON: objects of the simulator have no prototype. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const PAYLOAD = 'payload: [{src: {dependencyName: dep, dataKey: body.message}, dest: text}]';
const WORKFLOW =
  '{apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {generateName: run-}, spec: {arguments: {parameters: [{name: m}]}}}';
const LABELS = {
  'events.argoproj.io/sensor': 'sensor',
  'events.argoproj.io/trigger': 't',
  'events.argoproj.io/action-timestamp': '1767323045000',
};

function k8s(fields: string, rest = ''): string {
  return `{template: {name: t, k8s: {${fields}}}${rest}}`;
}

describe('every kind of trigger', () => {
  const SAMPLES: Readonly<Record<(typeof TRIGGER_KINDS)[number], string>> = {
    k8s: `source: {resource: ${WORKFLOW}}`,
    argoWorkflow: `operation: submit, source: {resource: ${WORKFLOW}}`,
    http: `url: "http://example.com/a", ${PAYLOAD}`,
    awsLambda: `functionName: f, region: eu-west-1, ${PAYLOAD}`,
    azureEventHubs: `fqdn: h.example.com, hubName: hub, sharedAccessKeyName: {name: s, key: a}, sharedAccessKey: {name: s, key: b}, ${PAYLOAD}`,
    azureServiceBus: `connectionString: {name: s, key: a}, queueName: q, ${PAYLOAD}`,
    kafka: `url: "a:9092", topic: out, partitioningKey: k, headers: {x: "1"}, secureHeaders: [{name: z, valueFrom: {secretKeyRef: {name: s, key: a}}}], ${PAYLOAD}`,
    pulsar: `url: "pulsar://a:6650", topic: out, ${PAYLOAD}`,
    nats: `url: "nats://a:4222", subject: out, ${PAYLOAD}`,
    slack: 'slackToken: {name: s, key: a}, channel: "#general", message: hello',
    openWhisk: `host: w.example.com, actionName: act, ${PAYLOAD}`,
    custom: `serverURL: "a:9000", spec: {a: b}, ${PAYLOAD}`,
    log: '',
    email:
      'host: smtp.example.com, port: 25, to: [a@example.com], from: b@example.com, subject: s, body: hello',
  };

  it.each(TRIGGER_KINDS.map((kind) => [kind, SAMPLES[kind]] as const))(
    '%s renders what it would do',
    (kind, fields) => {
      const trace = fired(`{template: {name: t, ${kind}: {${fields}}}}`);
      expect(trace.outcome).toBe('fires');
      expect(hop(trace, 'trigger')).toMatchObject({ name: 't', verdict: 'passed' });
      expect(plain(trace.action)).toMatchSnapshot();
    },
  );

  it('the first kind in the order of the sensor counts', () => {
    expect(action(`{template: {name: t, log: {}, http: {url: "http://a"}}}`).kind).toBe('http');
  });

  it('none, and a null one', () => {
    expect(failure('{template: {name: t}}')).toBe('invalid trigger t, could not find an implementation');
    expect(failure('{template: {name: t, log: }}')).toBe(
      'invalid trigger t, could not find an implementation',
    );
  });
});

describe('k8s', () => {
  it('creates with labels, in the namespace of the sensor', () => {
    expect(plain(action(k8s(`source: {resource: ${WORKFLOW}}`)))).toEqual({
      kind: 'k8s',
      operation: 'create',
      resource: 'workflows.argoproj.io',
      object: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        metadata: { generateName: 'run-', namespace: 'argo-events', labels: LABELS },
        spec: { arguments: { parameters: [{ name: 'm' }] } },
      },
    });
  });

  it('takes its object from inline text and from config maps', () => {
    const inline = action(
      k8s('source: {inline: "apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: a}\\ndata: {x: on}"}'),
    );
    expect(plain(inline)).toMatchObject({ resource: 'configmaps', object: { data: { x: true } } });
    const map = `apiVersion: v1
kind: ConfigMap
metadata: {name: cm, namespace: argo-events}
data: {wf: "apiVersion: v1\\nkind: Pod\\nmetadata: {name: p}\\n"}
`;
    const source = 'source: {configmap: {name: cm, key: wf}}';
    expect(plain(action(k8s(source), map))).toMatchObject({
      resource: 'pods',
      object: { metadata: { name: 'p' } },
    });
    expect(failure(k8s('source: {configmap: {name: cm, key: none}}'), map)).toContain(
      'no such file or directory',
    );
    const unknown = fired(k8s(source));
    expect([unknown.outcome, unknown.action]).toEqual(['fires', undefined]);
    expect(hop(unknown, 'trigger').notes?.[0]).toContain('the object is not known here');
  });

  it.each([
    [
      's3',
      's3: {endpoint: s3.example.com, bucket: {name: b, key: k}, accessKey: {name: s, key: a}, secretKey: {name: s, key: b}}',
    ],
    ['url', 'url: {path: "https://example.com/wf.yaml"}'],
    ['git', 'git: {url: "https://example.com/r.git", filePath: wf.yaml, cloneDirectory: /tmp}'],
    ['file', 'file: {path: /wf.yaml}'],
  ])('invents no object for a source in %s', (_, source) => {
    const trace = fired(k8s(`source: {${source}}`));
    expect([trace.outcome, trace.action]).toEqual(['fires', undefined]);
    expect(hop(trace, 'trigger').notes?.[0]).toContain('the object is not known here');
  });

  it('asks for a plural that the API server does not serve', () => {
    const endpoints = 'source: {resource: {apiVersion: v1, kind: Endpoints, metadata: {name: e}}}';
    for (const operation of ['create', 'update', 'patch']) {
      const trace = fired(k8s(`operation: ${operation}, ${endpoints}`));
      expect(hop(trace, 'trigger')).toMatchObject({
        verdict: 'failed',
        summary: 'failed to execute trigger, the server could not find the requested resource',
        notes: [
          'the sensor takes "endpointses" for the plural of "Endpoints", but the API server serves it as "endpoints"',
        ],
      });
      expect(trace.action).toBeUndefined();
    }
    const deleted = fired(k8s(`operation: delete, ${endpoints}`));
    expect([deleted.outcome, hop(deleted, 'trigger').summary]).toEqual(['fires', 'deletes nothing']);

    const sheep = 'source: {resource: {apiVersion: farm.example.com/v1, kind: Sheep, metadata: {name: s}}}';
    const definition = (plural: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${plural}.farm.example.com}
spec: {group: farm.example.com, names: {kind: Sheep, plural: ${plural}}}
`;
    expect(failure(k8s(sheep), definition('sheep'))).toContain('could not find the requested resource');
    expect(action(k8s(sheep), definition('sheeps'))).toMatchObject({ resource: 'sheeps.farm.example.com' });
    expect(action(k8s(sheep))).toMatchObject({ resource: 'sheeps.farm.example.com' });
  });

  it('fails as the real one does', () => {
    expect(failure(k8s('source: {}'))).toContain('unknown artifact location');
    const parameters = 'parameters: [{src: {dependencyName: dep, dataKey: body.n}, dest: spec.a}]';
    expect(failure(k8s(`source: {resource: {spec: {}}}, ${parameters}`))).toBe(
      `Object 'Kind' is missing in '{"spec":{"a":"7"}}'`,
    );
    const nameless = '{apiVersion: v1, kind: Pod}';
    expect(failure(k8s(`source: {resource: ${nameless}}`))).toContain('name or generateName is required');
    for (const operation of ['update', 'patch', 'delete']) {
      expect(failure(k8s(`operation: ${operation}, source: {resource: ${nameless}}`))).toBe(
        'failed to execute trigger, failed to retrieve existing object. err: name is required',
      );
    }
    expect(failure(k8s('source: {inline: "just text"}'))).toContain('json: cannot unmarshal string');
    const live = `operation: update, liveObject: true, source: {resource: {apiVersion: v1, kind: Pod, metadata: {name: p}}}`;
    expect(failure(k8s(live))).toBe('resource namespace must be specified for fetching live object');
  });

  it('creates an object with a fixed name once', () => {
    const flow = webhookFlow(
      `- ${k8s('source: {resource: {apiVersion: v1, kind: Pod, metadata: {name: p}}}')}`,
    );
    expect(only(flow.post('{}')).outcome).toBe('fires');
    const second = only(flow.post('{}'));
    expect(second.outcome).toBe('failed');
    expect(second.hops.at(-1)?.summary).toBe('failed to execute trigger, pods "p" already exists');
  });

  it('gives cluster-scoped kinds no namespace', () => {
    const source = 'source: {resource: {apiVersion: v1, kind: Namespace, metadata: {name: p, namespace: x}}}';
    expect(plain(action(k8s(source)))).toMatchObject({ object: { metadata: { name: 'p', labels: LABELS } } });
    expect(JSON.stringify(action(k8s(source)))).not.toContain('"namespace":');
  });

  it('guesses plurals as the sensor does', () => {
    const plurals = [
      'Workflow',
      'Ingress',
      'NetworkPolicy',
      'Gateway',
      'EventBus',
      'Endpoints',
      'Leaf',
      'Knife',
      'Batch',
    ];
    expect(plurals.map(pluralOf)).toEqual([
      'workflows',
      'ingresses',
      'networkpolicies',
      'gateways',
      'eventbus',
      'endpointses',
      'leaves',
      'knives',
      'batches',
    ]);
  });

  it('cannot label an object with an odd trigger name', () => {
    const long = 'x'.repeat(64);
    const trace = fired(`{template: {name: ${long}, k8s: {source: {resource: ${WORKFLOW}}}}}`);
    expect(trace.hops.at(-1)?.summary).toContain('metadata.labels: Invalid value');
  });
});

describe('argoWorkflow', () => {
  const NAMED =
    '{apiVersion: argoproj.io/v1alpha1, kind: WorkflowTemplate, metadata: {name: wt, namespace: other}}';
  const argo = (fields: string, rest = '') => `{template: {name: t, argoWorkflow: {${fields}}}${rest}}`;

  it('submits a file with labels and arguments', () => {
    const submit = action(argo(`operation: submit, args: [-p, a=b], source: {resource: ${WORKFLOW}}`));
    expect(plain(submit)).toMatchObject({
      command: ['argo', '-n', 'argo-events', 'submit', '/tmp/run-<random>', '-p', 'a=b'],
      object: { metadata: { generateName: 'run-', labels: LABELS } },
    });
  });

  it('submits from a template, and fails all the same', () => {
    const parameters = 'parameters: [{src: {dependencyName: dep, dataKey: body.n}, dest: spec.a}]';
    const trace = fired(argo(`operation: submit-from, source: {resource: ${NAMED}}, ${parameters}`));
    expect(trace.outcome).toBe('failed');
    expect(trace.action).toMatchObject({
      command: ['argo', '-n', 'other', 'submit', '--from', 'workflowtemplate/wt'],
    });
    expect(trace.hops.at(-1)?.summary).toBe(
      'failed to execute trigger, workflows.argoproj.io "wt" not found',
    );
    expect(hop(trace, 'parameters').notes?.[0]).toContain('only the name reaches "argo submit-from"');
    const cluster = argo(
      `operation: submit-from, source: {resource: ${NAMED.replace('WorkflowT', 'ClusterWorkflowT')}}`,
    );
    expect(failure(cluster)).toBe('failed to execute trigger, invalid kind ClusterWorkflowTemplate');
  });

  it.each(['resubmit', 'resume', 'retry', 'suspend', 'terminate', 'stop'])(
    '%s works on a name',
    (operation) => {
      expect(action(argo(`operation: ${operation}, source: {resource: ${NAMED}}`))).toMatchObject({
        command: ['argo', '-n', 'other', operation, 'wt'],
      });
      expect(failure(argo(`operation: ${operation}, source: {resource: ${WORKFLOW}}`))).toBe(
        `failed to execute trigger, failed to execute the workflow ${operation} operation, no name is given`,
      );
    },
  );

  it('cannot have a policy on labels when it submits', () => {
    const trace = fired(
      argo(`operation: submit, source: {resource: ${WORKFLOW}}`, ', policy: {k8s: {labels: {a: b}}}'),
    );
    expect([trace.outcome, trace.action?.kind]).toEqual(['failed', 'argoWorkflow']);
    expect(trace.hops.at(-1)).toMatchObject({
      kind: 'policy',
      summary: 'failed to interpret the trigger resource',
    });
  });
});

describe('parameters', () => {
  const resource = (parameters: string) =>
    k8s(`source: {resource: ${WORKFLOW}}, parameters: [${parameters}]`);

  it('reach the resource', () => {
    const set = resource(
      '{src: {dependencyName: dep, dataKey: body.message}, dest: spec.arguments.parameters.0.value},' +
        '{src: {dependencyName: dep, dataKey: body.list, useRawData: true}, dest: spec.list},' +
        '{src: {dependencyName: dep, contextKey: subject}, dest: metadata.generateName, operation: append}',
    );
    expect(plain(action(set))).toMatchObject({
      object: {
        metadata: { generateName: 'run-deploy' },
        spec: { list: [1, 2], arguments: { parameters: [{ name: 'm', value: 'hi' }] } },
      },
    });
  });

  it('of the trigger reach the template, and vanish where it has no such field', () => {
    const parameters =
      ', parameters: [{src: {dependencyName: dep, dataKey: body.message}, dest: http.url}, {src: {dependencyName: dep, value: x}, dest: http.nope}]';
    const trace = fired(`{template: {name: t, http: {url: "http://a", method: GET}}${parameters}}`);
    expect(trace.action).toMatchObject({ kind: 'http', url: 'hi', method: 'GET' });
    expect(hop(trace, 'trigger').notes).toEqual([
      '"http.nope" has no effect: a trigger\'s template has no such field',
    ]);
  });

  it('of the trigger fail where the field has another type', () => {
    const parameters =
      ', parameters: [{src: {dependencyName: dep, dataKey: body.message}, dest: http.timeout}]';
    expect(failure(`{template: {name: t, http: {url: "http://a"}}${parameters}}`)).toBe(
      'json: cannot unmarshal string into Go struct field HTTPTrigger.http.timeout of type int64',
    );
  });

  it('of the type fail with a text of their own', () => {
    const parameters = 'parameters: [{src: {dependencyName: dep, dataKey: body.message}, dest: timeout}]';
    expect(failure(`{template: {name: t, http: {url: "http://a", ${parameters}}}}`)).toBe(
      'failed to unmarshal the updated http trigger resource after applying resource parameters, json: cannot unmarshal string into Go struct field HTTPTrigger.timeout of type int64',
    );
  });

  it('work on the next event as on the first', () => {
    const flow = webhookFlow(
      `- ${resource('{src: {dependencyName: dep, dataKey: body.a}, dest: spec.a, operation: append}')}`,
    );
    const values = ['x', 'y'].map((a) => plain(only(flow.post(JSON.stringify({ a }))).action));
    expect(values).toMatchObject([{ object: { spec: { a: 'x' } } }, { object: { spec: { a: 'y' } } }]);
  });

  it('have no effect in slack, email and on the subject of nats', () => {
    const parameter = (dest: string) =>
      `parameters: [{src: {dependencyName: dep, dataKey: body.message}, dest: ${dest}}]`;
    const slack = fired(
      `{template: {name: t, slack: {slackToken: {name: s, key: a}, channel: c, message: m, ${parameter('message')}}}}`,
    );
    expect(slack.action).toMatchObject({ body: 'm' });
    expect(hop(slack, 'trigger').notes?.[0]).toContain('"slack.parameters" has no effect');
    const email = fired(
      `{template: {name: t, email: {host: h, to: [a@b.com], subject: s, body: m, ${parameter('body')}}}}`,
    );
    expect(email.action).toMatchObject({ body: 'm' });
    expect(hop(email, 'trigger').notes?.[0]).toContain('"email.parameters" has no effect');
    const nats = fired(
      `{template: {name: t, nats: {url: u, subject: s, ${PAYLOAD}, ${parameter('subject')}}}}`,
    );
    expect(nats.action).toMatchObject({ target: { subject: 's' } });
    expect(hop(nats, 'trigger').notes?.[0]).toContain('a parameter on "subject" has no effect');
  });
});

describe('http', () => {
  const http = (fields: string, rest = '') =>
    `{template: {name: t, http: {url: "http://a/b", ${fields}}}${rest}}`;

  it('shows secrets as references', () => {
    const secret = `apiVersion: v1
kind: Secret
metadata: {name: s, namespace: argo-events}
stringData: {token: hush, user: hush}
`;
    const fields = `headers: {x-a: "1"}, secureHeaders: [{name: X-Token, valueFrom: {secretKeyRef: {name: s, key: token}}}], basicAuth: {username: {name: s, key: user}}`;
    const trace = fired(http(fields), secret);
    expect(plain(trace.action)).toMatchObject({
      headers: {
        'x-a': '1',
        'X-Token': '<secret "s", key "token">',
        Authorization: 'Basic <secret "s", key "user" and no password>',
      },
    });
    expect(JSON.stringify(trace)).not.toContain('hush');
    const keyless = http('secureHeaders: [{name: X-Token, valueFrom: {secretKeyRef: {name: s, key: none}}}]');
    expect(failure(keyless, secret)).toContain('failed to retrieve the value for secureHeader');
  });

  it('has dynamic headers', () => {
    const dynamic = 'dynamicHeaders: [{src: {dependencyName: dep, dataKey: body.message}, dest: X-Message}]';
    expect(plain(action(http(dynamic)))).toMatchObject({ headers: { 'X-Message': 'hi' } });
  });

  it('cannot know the status that its policy wants', () => {
    const trace = fired(http(PAYLOAD, ', policy: {status: {allow: [200, 201]}}'));
    expect(trace.outcome).toBe('fires');
    expect(hop(trace, 'policy').summary).toBe("would fail unless the answer's status is one of 200, 201");
  });

  it('notes a policy that nobody reads', () => {
    const trace = fired(http(PAYLOAD, ', policy: {k8s: {labels: {a: b}}}'));
    expect(hop(trace, 'trigger').notes).toContain(
      '"policy.k8s" has no effect on a trigger of the kind "http"',
    );
  });
});

describe('the checks of the other kinds', () => {
  const of = (kind: string, fields: string) => `{template: {name: t, ${kind}: {${fields}}}}`;

  it.each([
    [
      'slack',
      'slackToken: {name: s, key: a}, message: m',
      'failed to execute trigger, no slack channel provided',
    ],
    [
      'slack',
      'slackToken: {name: s, key: a}, channel: c',
      'failed to execute trigger, no text to post: At least one of message/attachments/blocks should be provided',
    ],
    ['email', 'body: b, subject: s, host: h', "failed to execute trigger, to can't be empty"],
    ['email', 'to: [a@b.com], subject: s, host: h', "failed to execute trigger, body can't be empty"],
    ['email', 'to: [a@b.com], body: b, host: h', "failed to execute trigger, subject can't be empty"],
    [
      'email',
      'to: [a@b.email], subject: s, body: b, host: h',
      "failed to execute trigger, to emailId can't be invalid a@b.email",
    ],
    ['azureEventHubs', 'fqdn: f', 'invalid trigger t, could not find an implementation'],
    ['pulsar', `tls: {}, ${PAYLOAD}`, 'invalid trigger t, could not find an implementation'],
  ])('%s with {%s}', (kind, fields, expected) => {
    expect(failure(of(kind, fields))).toBe(expected);
  });

  it('azureServiceBus without a connection string brings the sensor down', () => {
    const trace = fired(of('azureServiceBus', `queueName: q, ${PAYLOAD}`));
    expect(trace.outcome).toBe('crashed');
    expect(trace.hops.at(-1)?.summary).toContain('nil pointer dereference');
  });
});
