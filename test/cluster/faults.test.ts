import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { type OpenOptions, openCluster } from '../../src/cluster/open.ts';
import { type Handler, json, type StandIn, standIn, status, writeKubeconfig } from './stand-in.ts';

const open: { server?: StandIn; cluster?: Cluster } = {};

async function cluster(handler: Handler, options: OpenOptions = {}, user?: object): Promise<Cluster> {
  open.server = await standIn(handler, user);
  open.cluster = openCluster({ kubeconfig: open.server.kubeconfig, ...options }, {});
  return open.cluster;
}

afterEach(async () => {
  open.cluster?.close();
  await open.server?.close();
  delete open.cluster;
  delete open.server;
});

const NAME = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'flows', name: 'a' };
const MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'flows' } };

describe('a request', () => {
  it('says who asks, and sends the object as it is', async () => {
    const object = { ...MAP, data: { big: '1' }, unknown: { n: 9007199254740993n, html: '<a>' } };
    const to = await cluster((_, response) =>
      json(response, 201, MAP, { Warning: '299 - "old \\"v\\"", 299 - "b"' }),
    );
    const applied = await to.apply(object, { dryRun: true, force: true });
    expect(applied).toMatchObject({ created: true, warnings: ['old "v"', 'b'] });
    const [request] = open.server?.received ?? [];
    expect(request?.method).toBe('PATCH');
    expect(request?.path).toBe('/api/v1/namespaces/flows/configmaps/a');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      fieldManager: 'argoflow',
      force: 'true',
      fieldValidation: 'Warn',
      dryRun: 'All',
    });
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer sesame',
      'content-type': 'application/apply-patch+yaml',
    });
    expect(request?.body).toContain('"n":9007199254740993');
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ data: { big: '1' }, unknown: { html: '<a>' } });
  });

  it('acts as somebody else with groups', async () => {
    const to = await cluster((_, response) => json(response, 200, MAP), { as: 'jane', asGroups: ['a', 'b'] });
    await to.get(NAME);
    expect(open.server?.received[0]?.headers).toMatchObject({
      'impersonate-user': 'jane',
      'impersonate-group': 'a, b',
    });
  });

  it('keeps all digits of integers in answers', async () => {
    const to = await cluster((_, response) => {
      response.end(
        '{"spec":{"n":9007199254740993,"s":"9007199254740993","f":1.5,"small":12345678901234567890e0}}',
      );
    });
    expect(await to.get(NAME)).toEqual({
      spec: { n: 9007199254740993n, s: '9007199254740993', f: 1.5, small: 12345678901234567000 },
    });
  });

  it('waits as long as a busy cluster says', async () => {
    let times = 0;
    const to = await cluster((_, response) => {
      if (++times === 1) status(response, 429, 'too many requests', {}, { 'Retry-After': '1' });
      else json(response, 200, MAP);
    });
    const start = performance.now();
    expect(await to.get(NAME)).toEqual(MAP);
    expect(performance.now() - start).toBeGreaterThan(900);
    expect(times).toBe(2);
  });

  it('does not wait longer than it may take', async () => {
    const busy: Handler = (_, response) =>
      status(response, 429, 'too many requests', {}, { 'Retry-After': '60' });
    const to = await cluster(busy, { requestTimeout: 2000 });
    await expect(to.get(NAME)).rejects.toMatchObject({
      reason: 'throttled',
      message: expect.stringContaining('429'),
    });
  });

  it.each([
    [401, 'unauthorized', 'does not accept your credentials (401)'],
    [403, 'forbidden', 'not allowed to get configmaps "a" in namespace "flows": no'],
    [409, 'conflict', 'cannot get configmaps "a" in namespace "flows": no'],
    [422, 'invalid', 'the cluster refuses to get configmaps "a" in namespace "flows": no'],
    [500, 'failed', 'the cluster failed to get configmaps "a" in namespace "flows" (500): no'],
  ])('is refused with %i', async (code, reason, message) => {
    const to = await cluster((_, response) => status(response, code, 'no'));
    await expect(to.get(NAME)).rejects.toMatchObject({ reason, message: expect.stringContaining(message) });
  });

  it('names the owners of fields in a conflict', async () => {
    const causes = ['.data.a', '.data.b'].map((field) => ({
      reason: 'FieldManagerConflict',
      message: 'conflict with "kubectl-client-side-apply" using v1',
      field,
    }));
    const to = await cluster((_, response) => status(response, 409, 'conflicts', { details: { causes } }));
    await expect(to.apply(MAP)).rejects.toMatchObject({
      reason: 'conflict',
      message:
        'cannot apply configmaps "a" in namespace "flows": "kubectl-client-side-apply" owns .data.a, .data.b',
      conflicts: [
        { manager: 'kubectl-client-side-apply', field: '.data.a' },
        { manager: 'kubectl-client-side-apply', field: '.data.b' },
      ],
    });
  });

  it('names the namespace that is missing', async () => {
    const to = await cluster((_, response) => status(response, 404, 'namespaces "flows" not found'));
    await expect(to.apply(MAP)).rejects.toMatchObject({
      reason: 'not-found',
      message: 'cannot apply configmaps "a" in namespace "flows": namespaces "flows" not found',
      help: 'kubectl --context lab create namespace flows; or give another one with -n',
    });
  });

  it('finds no object, and no kind', async () => {
    const to = await cluster((_, response) => status(response, 404, 'not found'));
    expect(await to.get(NAME)).toBeUndefined();
    expect(await to.delete(NAME)).toBe(false);
    await expect(to.resource('v1', 'ConfigMaps')).rejects.toMatchObject({
      reason: 'not-served',
      help: 'did you mean "ConfigMap"?',
    });
    await expect(to.resource('argoproj.io/v1alpha1', 'Sensor')).rejects.toMatchObject({
      reason: 'not-served',
      help: expect.stringContaining('are not installed there'),
    });
  });

  it('does not take half an answer for one', async () => {
    const to = await cluster((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{"kind":');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(to.get(NAME)).rejects.toMatchObject({
      reason: 'unreadable',
      message:
        'cannot get configmaps "a" in namespace "flows": the answer of the cluster breaks off after 8 bytes',
    });
  });

  it('does not take the page of a proxy for an answer', async () => {
    const to = await cluster((_, response) => response.end('<html><body>please log in</body></html>'));
    await expect(to.get(NAME)).rejects.toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('is no JSON: please log in'),
    });
  });

  it('ends when its time is over, and when it is told to', async () => {
    const to = await cluster(() => undefined, { requestTimeout: 300 });
    await expect(to.get(NAME)).rejects.toMatchObject({
      reason: 'timeout',
      message: expect.stringContaining('did not answer within 0.3 s: get configmaps "a"'),
    });
    const slow = await cluster(() => undefined);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    await expect(slow.get(NAME, { signal: stop.signal })).rejects.toMatchObject({ reason: 'interrupted' });
  });

  it('says that nothing listens, and that it is no TLS', async () => {
    const closed = await standIn(() => undefined);
    await closed.close();
    const gone = openCluster({ kubeconfig: closed.kubeconfig }, {});
    await expect(gone.version()).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('nothing listens there'),
    });
    await cluster(() => undefined);
    const kubeconfig = writeKubeconfig((open.server?.url ?? '').replace('http:', 'https:'), {});
    await expect(openCluster({ kubeconfig }, {}).version()).rejects.toMatchObject({
      reason: 'tls',
      message: expect.stringContaining('it does not speak TLS'),
    });
  });

  it('is not sent when it would change something and must not', async () => {
    const to = await cluster((_, response) => json(response, 200, MAP), { readOnly: true });
    await expect(to.apply(MAP)).rejects.toMatchObject({
      reason: 'read-only',
      message: 'a command that only reads would apply configmaps "a" in namespace "flows"',
    });
    await expect(to.delete(NAME)).rejects.toMatchObject({ reason: 'read-only' });
    await expect(
      to.portForward({ namespace: 'flows', choosePod: async () => 'p', port: 1, localPort: 0 }),
    ).rejects.toMatchObject({ reason: 'read-only' });
    expect(open.server?.received).toEqual([]);
    expect(await to.get(NAME)).toEqual(MAP);
  });
});

describe('credentials of a plug-in', () => {
  const script = () => {
    const folder = mkdtempSync(join(tmpdir(), 'argoflow-plugin-'));
    const file = join(folder, 'plugin.cjs');
    writeFileSync(
      file,
      `const { appendFileSync, readFileSync } = require('node:fs');
appendFileSync(${JSON.stringify(join(folder, 'count'))}, 'x');
const { length } = readFileSync(${JSON.stringify(join(folder, 'count'))}, 'utf8');
const { kind } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
const status = { token: kind + length, expirationTimestamp: '2999-01-01T00:00:00Z' };
process.stdout.write(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind, status }));
`,
    );
    const apiVersion = 'client.authentication.k8s.io/v1';
    return { exec: { apiVersion, command: process.execPath, args: [file] } };
  };

  it('are asked for once, and again when they are refused', async () => {
    const to = await cluster(
      ({ headers }, response) =>
        headers.authorization === 'Bearer ExecCredential1' && (open.server?.received.length ?? 0) > 1
          ? status(response, 401, 'Unauthorized')
          : json(response, 200, MAP),
      {},
      script(),
    );
    await Promise.all([to.resource('v1', 'ConfigMap'), to.version()]);
    if (open.server !== undefined) open.server.received.length = 0;
    await to.get(NAME);
    await to.get(NAME);
    expect(open.server?.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer ExecCredential1',
      'Bearer ExecCredential1',
      'Bearer ExecCredential2',
    ]);
  });

  it('are missed in words when it is not there', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: '/no/such/plugin' };
    const to = await cluster((_, response) => json(response, 200, MAP), {}, { exec });
    await expect(to.get(NAME)).rejects.toMatchObject({
      reason: 'unauthorized',
      message: expect.stringContaining('cannot sign in to context "lab": spawn /no/such/plugin ENOENT'),
    });
  });
});
