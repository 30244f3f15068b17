import { mkdtempSync, writeFileSync } from 'node:fs';
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
