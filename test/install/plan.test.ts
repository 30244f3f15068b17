import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchLocked, readFrom } from '../../src/install/artefact.ts';
import { downloader, type Fetcher } from '../../src/install/download.ts';
import { lockedFile, PAIRS } from '../../src/install/lock.ts';
import { planInstall } from '../../src/install/plan.ts';
import { compareVersions } from '../../src/install/skew.ts';
import { renderObjects } from '../../src/report/install.ts';
import { EVENTS, NAMESPACED_EVENTS, WORKFLOWS } from './manifests.ts';

const artefact = (name: string, text: string) => ({ name, text, sha256: '', release: undefined });
const request = {
  scope: 'cluster',
  namespaces: { 'argo-events': 'flows', 'argo-workflows': 'wf' },
  bus: { bus: 'jetstream', replicas: 1, storage: undefined },
} as const;
const busOf = (bus: string, replicas: number, storage?: string) =>
  planInstall([artefact('e.yaml', EVENTS)], { ...request, bus: { bus, replicas, storage } }).objects.find(
    (object) => object['kind'] === 'EventBus',
  )?.['spec'];

describe('a plan', () => {
  it('holds everything in its namespaces and in order', async () => {
    const plan = planInstall([artefact('w.yaml', WORKFLOWS), artefact('e.yaml', EVENTS)], request);
    await expect(renderObjects(plan.objects)).toMatchFileSnapshot('golden/cluster.txt');
    expect(plan.workloads.map(({ name }) => `${name.kind}/${name.namespace}/${name.name}`)).toEqual([
      'Deployment/wf/workflow-controller',
      'Deployment/flows/controller-manager',
      'EventBus/flows/default',
    ]);
  });

  it('is the same text each time', () => {
    const text = () => renderObjects(planInstall([artefact('e.yaml', EVENTS)], request).objects);
    expect(text()).toBe(text());
  });

  it('refuses manifests of the other scope', () => {
    expect(() => planInstall([artefact('e.yaml', EVENTS)], { ...request, scope: 'namespace' })).toThrow(
      '"e.yaml" is for scope "cluster"',
    );
    expect(() => planInstall([artefact('n.yaml', NAMESPACED_EVENTS)], request)).toThrow(
      '"n.yaml" is for scope "namespace"',
    );
    expect(() =>
      planInstall([artefact('n.yaml', NAMESPACED_EVENTS)], { ...request, scope: 'namespace' }),
    ).not.toThrow();
  });

  it('refuses what is broken or something else', () => {
    expect(() => planInstall([artefact('b.yaml', 'a: [1')], request)).toThrow(/cannot read "b.yaml":\d/);
    expect(() => planInstall([artefact('b.yaml', 'kind: List\nitems: [{kind: X}]')], request)).toThrow(
      'object 1 has no apiVersion, kind or name',
    );
    const other = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
    expect(() => planInstall([artefact('b.yaml', other)], request)).toThrow('holds no controller');
  });

  it('never gives a stream more replicas than there are servers', () => {
    expect(busOf('jetstream', 1)).toEqual({
      jetstream: { version: '2.10.29', replicas: 1, streamConfig: 'replicas: 1\n' },
    });
    expect(busOf('jetstream-2.9.16', 5, '10Gi')).toEqual({
      jetstream: {
        version: '2.9.16',
        replicas: 5,
        streamConfig: 'replicas: 3\n',
        persistence: { accessMode: 'ReadWriteOnce', volumeSize: '10Gi' },
      },
    });
    expect(() => busOf('jetstream', 2)).toThrow('cannot have 2 servers');
    expect(() => busOf('jetstream-2.10.10', 1)).toThrow('did you mean "2.10.29"');
  });

  it('knows the other buses', () => {
    expect(busOf('kafka:broker:9092', 1)).toEqual({ kafka: { url: 'broker:9092' } });
    expect(busOf('native', 1)).toEqual({ nats: { native: { replicas: 3, auth: 'token' } } });
    expect(busOf('none', 1)).toBeUndefined();
    expect(() => busOf('rabbit', 1)).toThrow('"rabbit" is no bus');
  });
});

describe('the lock', () => {
  it('has both projects in both scopes for every pair', () => {
    for (const pair of PAIRS) {
      for (const scope of ['cluster', 'namespace'] as const) {
        expect(lockedFile('argo-events', pair['argo-events'], scope).sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(lockedFile('argo-workflows', pair['argo-workflows'], scope).url).toContain(
          pair['argo-workflows'],
        );
      }
    }
    expect(() => lockedFile('argo-events', '1.9.12', 'cluster')).toThrow('did you mean "v1.9.11"');
  });

  it('refuses other bytes, and says which were expected', async () => {
    const file = lockedFile('argo-events', 'v1.9.11', 'cluster');
    const fetcher: Fetcher = async () => Buffer.from('apiVersion: v1');
    await expect(fetchLocked(file, fetcher)).rejects.toThrow(`expected sha256 ${file.sha256}`);
  });

  it('orders versions', () => {
    expect(compareVersions('v1.9.9', 'v1.9.11')).toBeLessThan(0);
    expect(compareVersions('v4.0.0', 'v3.7.18')).toBeGreaterThan(0);
    expect(compareVersions('v1.0.0', '1.0.0')).toBe(0);
    expect(compareVersions('latest', 'v1.0.0')).toBeUndefined();
  });
});

describe("manifests of one's own", () => {
  const never: Fetcher = async () => {
    throw new Error('nothing is downloaded here');
  };

  it('come from the files of a folder that have the scope', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'argoflow-install-'));
    writeFileSync(join(folder, 'install.yaml'), EVENTS);
    writeFileSync(join(folder, 'namespace-install.yaml'), NAMESPACED_EVENTS);
    const names = async (scope: 'cluster' | 'namespace') =>
      (await readFrom(folder, scope, never)).map(({ name }) => name.slice(folder.length + 1));
    expect(await names('cluster')).toEqual(['install.yaml']);
    expect(await names('namespace')).toEqual(['namespace-install.yaml']);
    await expect(readFrom(join(folder, 'none.yaml'), 'cluster', never)).rejects.toThrow(
      'there is no such file',
    );
  });

  it('are downloaded after redirects, in time, through a proxy', async () => {
    const asked: string[] = [];
    const server = createServer((incoming, response) => {
      asked.push(incoming.url ?? '');
      if (incoming.url === '/moved') response.writeHead(302, { location: '/there' }).end();
      else if (incoming.url?.endsWith('/there')) response.end('text');
      else if (incoming.url === '/gone') response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const fetcher = downloader({ env: {}, timeout: 300 });
      expect(Buffer.from(await fetcher(`${base}/moved`)).toString()).toBe('text');
      await expect(fetcher(`${base}/gone`)).rejects.toThrow('the server answers 404');
      await expect(fetcher(`${base}/silent`)).rejects.toThrow('it is not here after 0.3 s');
      await expect(fetcher(`${base}/silent`, AbortSignal.abort())).rejects.toThrow('interrupted');
      const through = downloader({ env: { HTTP_PROXY: base }, timeout: 300 });
      expect(Buffer.from(await through('http://elsewhere.example/there')).toString()).toBe('text');
      expect(asked.at(-1)).toBe('http://elsewhere.example/there');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
