import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { metadataOf } from '../../../src/cluster/object.ts';
import { openCluster } from '../../../src/cluster/open.ts';
import { type ApiServer, startApiServer } from './api-server.ts';

// Somebody else's API server is not killed.
describe.runIf(inject('own'))('an API server that crashes', () => {
  let server: ApiServer;
  let cluster: Cluster;

  beforeAll(async () => {
    server = await startApiServer();
    cluster = openCluster({ kubeconfig: server.kubeconfig, namespace: 'default' }, {});
  });
  afterAll(async () => {
    cluster.close();
    await server.stop();
  });

  const apply = (name: string) =>
    cluster.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });

  it('is watched again once it is back, and loses nothing on the way', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      const selection = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default' };
      for await (const event of cluster.watch(selection, { signal: stop.signal, patience: 120_000 })) {
        seen.push(event.type === 'synced' ? 'synced' : `${event.type} ${metadataOf(event.object)['name']}`);
        if (seen.includes('added after')) return;
      }
    })();
    await apply('before');
    await expect.poll(() => seen.includes('added before'), { timeout: 30_000 }).toBe(true);

    await server.kill();
    await expect(cluster.version()).rejects.toMatchObject({ reason: 'unreachable' });
    await server.start();
    await apply('after');
    await watching;
    expect(seen.filter((text) => text === 'added before')).toHaveLength(1);
    expect(seen.at(-1)).toBe('added after');
    stop.abort();
  });
});
