import { describe, expect, it } from 'vitest';
import { dispatch, routesOf } from '../../src/simulate/sources/routes.ts';
import type { HttpRequest } from '../../src/simulate/stimulus.ts';
import { engine, flow, hop, request } from './flow.ts';

// Every row of the table of the webhook's answers: argo-events pkg/eventsources/common/webhook/webhook.go and
// pkg/eventsources/sources/webhook/start.go.

function webhook(fields: string, more = ''): ReturnType<typeof flow> {
  return flow(`apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: hooks, namespace: ns}
spec:
  webhook:
    deploy: {${fields}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: sensor, namespace: ns}
spec:
  dependencies: [{name: dep, eventSourceName: hooks, eventName: deploy}]
  triggers: [{template: {name: log, log: {}}}]
---
${more}`);
}

const FIELDS = 'endpoint: /deploy, port: "12000", method: POST';
const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: token, namespace: ns}
stringData: {token: "s3cret\\n"}
`;
const AUTH = `${FIELDS}, authSecret: {name: token, key: token}`;

function answer(fields: string, sent: HttpRequest, more = '') {
  const { response } = webhook(fields, more).fire({ kind: 'http', request: sent });
  return response === undefined ? undefined : [response.status, response.body];
}

const RAW = 'json: error calling MarshalJSON for type *json.RawMessage:';

describe('the answers of a webhook', () => {
  it('redirects a path that is not clean, also with half of a surrogate pair in it', () => {
    expect(answer(FIELDS, request('{}', { target: '//deploy' }))).toEqual([301, '']);
    expect(answer(FIELDS, request('{}', { target: '//\uD800' }))).toEqual([301, '']);
  });

  it.each<[string, string, HttpRequest, [number, string]]>([
    ['an unknown path', FIELDS, request('{}', { target: '/other' }), [404, '404 page not found\n']],
    [
      'an endpoint without a slash',
      'endpoint: deploy, port: "1", method: POST',
      request('{}'),
      [404, '404 page not found\n'],
    ],
    [
      'unbalanced braces',
      'endpoint: "/deploy{", port: "1", method: POST',
      request('{}'),
      [404, '404 page not found\n'],
    ],
    ['an unclean path', FIELDS, request('{}', { target: '//deploy' }), [301, '']],
    ['the health check', FIELDS, request('', { method: 'DELETE', target: '/health' }), [200, 'OK']],
    ['a bad escape', FIELDS, request('', { target: '/%zz' }), [400, '400 Bad Request']],
    ['another method', FIELDS, request('{}', { method: 'GET' }), [400, 'http method does not match']],
    ['no method', 'endpoint: /deploy, port: "1"', request('{}'), [400, 'http method does not match']],
    [
      'a method in lower case',
      'endpoint: /deploy, port: "1", method: post',
      request('{}'),
      [400, 'http method does not match'],
    ],
    [
      'a method that is not read',
      'endpoint: /deploy, port: "1", method: PUT',
      request('{}', { method: 'PUT' }),
      [400, 'unsupoorted method: PUT'],
    ],
    ['an empty body', FIELDS, request(''), [400, `${RAW} unexpected end of JSON input`]],
    [
      'a body of text',
      FIELDS,
      request('not json'),
      [400, `${RAW} invalid character 'o' in literal null (expecting 'u')`],
    ],
    ['an array', FIELDS, request('[1, 2]'), [200, 'success']],
    ['a number', FIELDS, request(' 7 '), [200, 'success']],
    ['a query', FIELDS, request('{}', { target: '/deploy?a=1' }), [200, 'success']],
  ])('%s', (_, fields, sent, expected) => {
    expect(answer(fields, sent)).toEqual(expected);
  });

  it('refuses a body over the limit, and says so twice', () => {
    const text = 'failed to parse request body, http: request body too large';
    expect(answer(`${FIELDS}, maxPayloadSize: 10`, request('{"a":"123456"}'))).toEqual([400, text + text]);
    expect(answer(`${FIELDS}, maxPayloadSize: 14`, request('{"a":"123456"}'))).toEqual([200, 'success']);
  });

  it('lets a form be larger, and answers a faulty one twice with 500', () => {
    const form = { headers: [['content-type', 'application/x-www-form-urlencoded']] as const };
    expect(answer(`${FIELDS}, maxPayloadSize: 3`, request('a=1&a=2&b=%20', form))).toEqual([200, 'success']);
    const text = 'invalid URL escape "%zz"';
    expect(answer(FIELDS, request('a=%zz', form))).toEqual([500, text + text]);
  });

  it('checks the bearer token before anything else', () => {
    const wrong = request('{}', { method: 'GET' });
    expect(answer(AUTH, wrong, SECRET)).toEqual([401, 'Invalid Authorization Header']);
    const lower = { headers: [['Authorization', 'bearer s3cret']] as const };
    expect(answer(AUTH, request('{}', lower), SECRET)).toEqual([401, 'Invalid Authorization Header']);
    const other = { headers: [['Authorization', 'Bearer other']] as const };
    expect(answer(AUTH, request('{}', other), SECRET)).toEqual([401, 'Invalid Auth token']);
    const right = { headers: [['Authorization', 'Bearer s3cret']] as const };
    expect(answer(AUTH, request('{}', right), SECRET)).toEqual([200, 'success']);
    const keyless = SECRET.replace('{token:', '{other:');
    expect(answer(AUTH, request('{}', right), keyless)).toEqual([500, 'Error loading auth token']);
  });

  it('says that it cannot check a token whose secret is not given, and keeps tokens out of the trace', () => {
    const right = { headers: [['Authorization', 'Bearer s3cret']] as const };
    const trace = webhook(AUTH).fire({ kind: 'http', request: request('{}', right) });
    expect(trace.response?.status).toBe(200);
    expect(hop(trace, 'source').notes).toEqual([
      'the bearer token is not checked here: the secret "token" is not among the manifests',
    ]);
    expect(trace.event?.data).toBe('{"header":{"Authorization":["*** Masked Auth Secret ***"]},"body":{}}');
    for (const more of ['', SECRET]) {
      for (const token of ['s3cret', 'wrong']) {
        const headers = [['Authorization', `Bearer ${token}`]] as const;
        const text = JSON.stringify(
          webhook(AUTH, more).fire({ kind: 'http', request: request('{}', { headers }) }),
        );
        expect(text).not.toContain('s3cret');
      }
    }
  });

  it('is told "success" when the source filter drops the event', () => {
    const filtered = `${FIELDS}, filter: {expression: 'body.ref == "main"'}`;
    const trace = webhook(filtered).fire({ kind: 'http', request: request('{"ref":"topic"}') });
    expect(trace.response).toMatchObject({ status: 200, body: 'success' });
    expect(trace.event).toBeUndefined();
    const passing = webhook(filtered).fire({ kind: 'http', request: request('{"ref":"main"}') });
    expect(passing.triggers.map(({ outcome }) => outcome)).toEqual(['fires']);
    const broken = webhook(`${FIELDS}, filter: {expression: 'body.ref =='}`);
    const error = broken.fire({ kind: 'http', request: request('{"ref":"topic"}') });
    expect(error.response?.status).toBe(200);
    expect(hop(error, 'source-filter')).toMatchObject({ verdict: 'failed' });
  });

  it('is told that the event was not recorded when it is too large for the bus', () => {
    const body = JSON.stringify({ text: 'x'.repeat(800_000) });
    expect(answer(FIELDS, request(body))).toEqual([500, 'failed to record event']);
    expect(answer(FIELDS, request(JSON.stringify({ text: 'x'.repeat(700_000) })))).toEqual([200, 'success']);
  });
});

describe('what a webhook puts on the bus', () => {
  function data(sent: Partial<HttpRequest>, fields = FIELDS): string | null | undefined {
    return webhook(fields).fire({ kind: 'http', request: request('', { headers: [], ...sent }) }).event?.data;
  }

  it('keeps order, repeated keys and digits of a body, without white space', () => {
    const body = '{ "b": 1.50, "a": [1, {"c" : null}],\n "b": "x y" }';
    expect(data({ body })).toBe('{"header":{},"body":{"b":1.50,"a":[1,{"c":null}],"b":"x y"}}');
  });

  it('escapes HTML characters as Go does', () => {
    expect(data({ body: '"<a&b>\u2028"' })).toBe('{"header":{},"body":"\\u003ca\\u0026b\\u003e\\u2028"}');
  });

  it('treats a body too long for JavaScript as the engine does', () => {
    const body = `{ "a" : "${'<'.repeat(9000)}" }`;
    expect(data({ body })).toBe(`{"header":{},"body":{"a":"${'\\u003c'.repeat(9000)}"}}`);
  });

  it('has canonical header names in order, every value, and no host', () => {
    const headers = [
      ['x-github-event', 'push'],
      ['HOST', 'example.com'],
      ['Accept', 'a'],
      ['accept', ' b '],
    ] as const;
    expect(data({ body: '1', headers })).toBe(
      '{"header":{"Accept":["a","b"],"X-Github-Event":["push"]},"body":1}',
    );
  });

  it('reads the query of a GET, and ignores pairs that it cannot read', () => {
    const get = 'endpoint: /deploy, port: "1", method: GET';
    expect(data({ method: 'GET', target: '/deploy?b=2&a=1&a=%41+x&c' }, get)).toBe(
      '{"header":{},"body":{"a":["1","A x"],"b":["2"],"c":[""]}}',
    );
    expect(data({ method: 'GET', target: '/deploy?a=%zz&b=1;c=2&d=é' }, get)).toBe(
      '{"header":{},"body":{"d":["é"]}}',
    );
    expect(data({ method: 'GET' }, get)).toBe('{"header":{},"body":{}}');
  });

  it('reads a form only with the exact content type', () => {
    const form = {
      headers: [['Content-Type', 'application/x-www-form-urlencoded']] as const,
      body: 'b=2&a=1',
    };
    expect(data(form)).toBe(
      '{"header":{"Content-Type":["application/x-www-form-urlencoded"]},"body":{"a":["1"],"b":["2"]}}',
    );
    const charset = [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']] as const;
    expect(answer(FIELDS, request('b=2', { headers: charset }))?.[0]).toBe(400);
  });

  it('ends with the metadata, sorted', () => {
    expect(data({ body: '{}' }, `${FIELDS}, metadata: {b: "2", a: "1"}`)).toBe(
      '{"header":{},"body":{},"metadata":{"a":"1","b":"2"}}',
    );
  });
});

describe('the routes', () => {
  const routes = (yaml: string) => routesOf(flow(yaml).model);
  const source = (events: string) => `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: hooks}
spec:
${events}
`;

  it('are one server for each port of each type', () => {
    const servers = routes(
      source(`  webhook:
    a: {endpoint: /a, port: "1", method: POST, serverCertSecret: {name: c, key: c}, serverKeySecret: {name: c, key: k}}
    b: {endpoint: /b, port: "1", method: GET}
    c: {endpoint: /c, port: "2", method: GET}
    none: {endpoint: /c, port: 2}
  github:
    d: {webhook: {endpoint: /d, port: "2"}}`),
    );
    const shown = servers.map(({ type, port, tls, routes: own, notes }) => ({
      type,
      port,
      tls,
      events: own.map(({ event }) => event.name),
      notes,
    }));
    const clash = 'the types "webhook" and "github" of "hooks" both use port 2: only one can listen';
    expect(shown).toEqual([
      { type: 'webhook', port: '1', tls: true, events: ['a', 'b'], notes: [] },
      { type: 'webhook', port: '2', tls: false, events: ['c'], notes: [] },
      { type: 'github', port: '2', tls: false, events: ['d'], notes: [clash] },
    ]);
  });

  it('have variables', () => {
    const [server] = routes(
      source('  webhook: {a: {endpoint: "/a/{env}/{id:[0-9]+}", port: "1", method: POST}}'),
    );
    if (server === undefined) throw new Error('no server');
    const reaches = (target: string) => dispatch(engine(), server, request('', { target })).kind === 'event';
    expect(['/a/prod/12', '/a/prod/x', '/a/prod', '/a/b/c/12', '/a/p%20q/7?x=1'].map(reaches)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it('are taken by the first of two events with the same endpoint', () => {
    const twice = flow(
      source(`  webhook:
    a: {endpoint: /a, port: "1", method: POST}
    b: {endpoint: /a, port: "1", method: POST}`),
    );
    const trace = twice.fire({ kind: 'http', request: request('{}', { target: '/a' }) }, 'hooks/b');
    expect(trace.event?.subject).toBe('a');
    expect(hop(trace, 'source').notes).toEqual([
      'the request reaches the event "a", which has the same port and endpoint',
    ]);
  });

  it('redirect unclean paths', () => {
    const { response } = webhook(FIELDS).fire({
      kind: 'http',
      request: request('', { target: '/x/../deploy?a=1' }),
    });
    expect(response?.headers['Location']).toBe('/deploy?a=1');
  });
});
