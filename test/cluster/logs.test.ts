import type { ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { openCluster } from '../../src/cluster/open.ts';
import { json, type StandIn, standIn, status } from './stand-in.ts';

let server: StandIn;
let cluster: Cluster;

afterEach(async () => {
  cluster.close();
  await server.close();
});

function pod(name: string, version: number) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'flows', uid: `uid-${name}`, resourceVersion: String(version) },
    spec: { containers: [{ name: 'main' }] },
    status: {
      containerStatuses: [{ name: 'main', state: { running: { startedAt: '2026-01-01T00:00:00Z' } } }],
    },
  };
}

const time = (second: number) => `2026-01-01T00:00:0${second}.5Z`;

it('logs are read once, container by container', async () => {
  server = await standIn(({ path, query }, response) => {
    if (!path.endsWith('/log'))
      return json(response, 200, { metadata: { resourceVersion: '1' }, items: [pod('a', 1)] });
    expect(Object.fromEntries(query)).toEqual({ container: 'main', timestamps: 'true', tailLines: '2' });
    response.end(`${time(1)} one\n${time(2)} two ü\r\n`);
  });
  cluster = openCluster({ kubeconfig: server.kubeconfig }, {});
  const lines = [];
  for await (const line of cluster.logs({ namespace: 'flows', labels: 'app=x', tail: 2 })) lines.push(line);
  expect(lines).toEqual([
    { pod: 'a', container: 'main', time: time(1), text: 'one' },
    { pod: 'a', container: 'main', time: time(2), text: 'two ü' },
  ]);
});

it('logs are followed over restarts, and in new replicas', async () => {
  const opened: string[] = [];
  let watching: ServerResponse | undefined;
  server = await standIn(({ path, query }, response) => {
    if (query.get('watch') === '1') {
      watching = response;
      return response.flushHeaders();
    }
    if (!path.endsWith('/log'))
      return json(response, 200, { metadata: { resourceVersion: '1' }, items: [pod('a', 1)] });
    const name = path.split('/').at(-2) ?? '';
    opened.push(`${name} since ${query.get('sinceTime')}`);
    if (name === 'b') return response.write(`${time(4)} b says hello\n`);
    switch (opened.length) {
      case 1:
        return response.end(`${time(1)} before the restart\n`);
      case 2:
        // The new container does not run yet.
        return status(response, 400, 'container "main" in pod "a" is waiting to start');
      default:
        response.write(`${time(1)} before the restart\n${time(3)} after the restart\n`);
        return watching?.write(`${JSON.stringify({ type: 'ADDED', object: pod('b', 2) })}\n`);
    }
  });
  cluster = openCluster({ kubeconfig: server.kubeconfig }, {});
  const stop = new AbortController();
  const texts: string[] = [];
  for await (const { text } of cluster.logs({
    namespace: 'flows',
    labels: 'app=x',
    follow: true,
    signal: stop.signal,
  })) {
    texts.push(text);
    if (texts.length === 3) stop.abort();
  }
  expect(texts).toEqual(['before the restart', 'after the restart', 'b says hello']);
  expect(opened).toEqual([
    'a since null',
    'a since 2026-01-01T00:00:01Z',
    'a since 2026-01-01T00:00:01Z',
    'b since null',
  ]);
});
