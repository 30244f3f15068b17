import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConnectionOptions, findAccess } from '../../src/cluster/kubeconfig.ts';
import { proxyFor } from '../../src/cluster/proxy.ts';
import { writeKubeconfig } from './stand-in.ts';

const HOME = mkdtempSync(join(tmpdir(), 'argoflow-home-'));

async function signedIn(options: ConnectionOptions, env: Record<string, string> = {}) {
  const access = findAccess(options, { HOME, ...env });
  const request: { headers?: Record<string, unknown>; rejectUnauthorized?: boolean; ca?: unknown } = {};
  await access.config().applyToHTTPSOptions(request);
  return { access, request };
}

describe('a kubeconfig', () => {
  it('is missed in words', () => {
    expect(() => findAccess({}, { HOME })).toThrow(`no kubeconfig found: "${HOME}/.kube/config"`);
    expect(() => findAccess({ kubeconfig: '/no/such' }, {})).toThrow('there is no kubeconfig "/no/such"');
  });

  it('that is no YAML is named', () => {
    const file = join(HOME, 'broken');
    writeFileSync(file, 'a: [');
    expect(() => findAccess({ kubeconfig: file }, {})).toThrow(`cannot read the kubeconfig "${file}"`);
  });

  it.each([
    ['"a"', 'it is no mapping'],
    ['{current-context: 5, contexts: [], clusters: []}', 'current-context is no text'],
    ['{contexts: {}}', 'contexts is no list'],
    ['{contexts: [1]}', 'contexts[0] is no mapping'],
    ['{contexts: [{name: [a]}]}', 'contexts[0] has no name'],
    ['{contexts: [{name: a, context: [b]}]}', 'contexts[0].context is no mapping'],
    ['{contexts: [{name: a, context: {namespace: 5}}]}', 'contexts[0].context.namespace is no text'],
    ['{clusters: [{name: a, cluster: {server: {a: b}}}]}', 'clusters[0].cluster.server is no text'],
    ['{users: [{name: a, user: {token: 1234}}]}', 'users[0].user.token is no text'],
  ])('%s is refused as kubectl refuses it', (text, fault) => {
    const file = join(HOME, 'odd');
    writeFileSync(file, text);
    expect(() => findAccess({ kubeconfig: file }, {})).toThrow(
      `cannot read the kubeconfig "${file}": ${fault}`,
    );
  });

  it.each([
    ['127.0.0.1:6443', '', 'http://127.0.0.1:6443'],
    ['localhost:8080', '', 'http://localhost:8080'],
    ['lab.example.com', 'certificate-authority: ca.pem', 'https://lab.example.com'],
    ['https://lab.example.com/k8s', '', 'https://lab.example.com/k8s'],
  ])('may name the host "%s" alone', (server, more, expected) => {
    const file = join(HOME, 'host');
    const cluster = [`server: "${server}"`, more].filter((text) => text !== '').join(', ');
    writeFileSync(
      file,
      `{current-context: a, contexts: [{name: a, context: {cluster: a}}], clusters: [{name: a, cluster: {${cluster}}}]}`,
    );
    expect(findAccess({ kubeconfig: file }, {}).server).toBe(expected);
  });

  it.each([
    ['""', 'clusters[0].cluster.server is missing'],
    ['"\\0"', 'is no address'],
    ['"ftp://a"', 'the server "ftp://a" of cluster "a" in the kubeconfig is no address'],
    ['"https://a:port"', 'the server "https://a:port" of cluster "a" in the kubeconfig is no address'],
  ])('with the server %s is refused', (server, message) => {
    const file = join(HOME, 'nowhere');
    writeFileSync(
      file,
      `{current-context: a, contexts: [{name: a, context: {cluster: a}}], clusters: [{name: a, cluster: {server: ${server}}}]}`,
    );
    expect(() => findAccess({ kubeconfig: file }, {})).toThrow(message);
  });

  it('is not read when it is none by its size', () => {
    const file = join(HOME, 'large');
    writeFileSync(file, '');
    truncateSync(file, 9 * 2 ** 20);
    expect(() => findAccess({ kubeconfig: file }, {})).toThrow(
      `cannot read the kubeconfig "${file}": it is larger than 8 MB`,
    );
  });

  it('gives the nearest name for a context that it does not hold', () => {
    const kubeconfig = writeKubeconfig('https://h', {});
    expect(() => findAccess({ kubeconfig, context: 'labs' }, {})).toThrow(
      expect.objectContaining({ kind: 'usage', help: 'did you mean "lab"?' }),
    );
  });

  it('is merged from several files, of which the first one wins and missing ones are skipped', async () => {
    const first = writeKubeconfig('https://first', { token: 'one' });
    const second = writeKubeconfig(
      'https://second',
      { token: 'two' },
      {
        'current-context': 'other',
        contexts: [{ name: 'other', context: { cluster: 'lab', user: 'me' } }],
      },
    );
    const KUBECONFIG = [first, '/no/such', second].join(delimiter);
    const { access, request } = await signedIn({}, { KUBECONFIG });
    expect(access).toMatchObject({ context: 'lab', server: 'https://first', namespace: 'flows' });
    expect(request.headers).toMatchObject({ Authorization: 'Bearer one' });
    expect(findAccess({ context: 'other' }, { KUBECONFIG })).toMatchObject({
      context: 'other',
      namespace: 'default',
    });
  });

  it('has the namespace of the flag before that of the context', () => {
    const kubeconfig = writeKubeconfig('https://h', {});
    expect(findAccess({ kubeconfig, namespace: 'mine' }, {}).namespace).toBe('mine');
  });

  it('may keep tokens in files beside it', async () => {
    const kubeconfig = writeKubeconfig('https://h', { tokenFile: 'token' });
    writeFileSync(join(dirname(kubeconfig), 'token'), 'from-file');
    const { request } = await signedIn({ kubeconfig });
    expect(request.headers).toMatchObject({ Authorization: 'Bearer from-file' });
  });

  it('trusts the authority of a cluster without a user', async () => {
    const kubeconfig = writeKubeconfig(
      'https://h',
      {},
      {
        clusters: [{ name: 'lab', cluster: { server: 'https://h', 'certificate-authority-data': 'Q0E=' } }],
        users: [],
        contexts: [{ name: 'lab', context: { cluster: 'lab', user: '' } }],
      },
    );
    const { request } = await signedIn({ kubeconfig });
    expect(String(request.ca)).toBe('CA');
  });
});

describe('a proxy', () => {
  it.each([
    ['https://api.example.com', { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    ['https://api.example.com', { https_proxy: 'p:1' }, 'http://p:1'],
    ['https://api.example.com', { HTTP_PROXY: 'http://p:1' }, undefined],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://localhost:6443', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://api.example.com', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a, example.com' }, undefined],
    ['https://example.com', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '.example.com' }, 'http://p:1'],
    ['https://myexample.com', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com' }, 'http://p:1'],
    [
      'https://api.example.com:8443',
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com:443' },
      'http://p:1',
    ],
    ['https://10.1.2.3', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/8' }, 'http://p:1'],
    ['https://11.1.2.3', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
  ])('to %s of %j is %s', (server, env, expected) => {
    expect(proxyFor(server, env)).toBe(expected);
  });
});
