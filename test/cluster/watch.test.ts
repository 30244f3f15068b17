import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Cluster, WatchEvent } from '../../src/cluster/cluster.ts';
import { openCluster } from '../../src/cluster/open.ts';
import { json, type Received, type StandIn, standIn, status } from './stand-in.ts';

const SELECTION = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'flows' };
let server: StandIn;
let cluster: Cluster;

afterEach(async () => {
  cluster.close();
  await server.close();
});

function object(name: string, version: number) {
  const metadata = { name, namespace: 'flows', uid: `uid-${name}`, resourceVersion: String(version) };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata };
}

function event(response: ServerResponse, type: string, value: object): void {
  response.write(`${JSON.stringify({ type, object: value })}\n`);
}

/** Runs a watch over a server whose lists and watches are told in order, until that many events came. */
async function events(
  lists: readonly { readonly version: number; readonly items: readonly object[] }[],
  watches: readonly ((response: ServerResponse, request: Received) => void)[],
  wanted: number,
  options: { readonly silence?: number; readonly patience?: number } = {},
): Promise<{ readonly told: readonly string[]; readonly versions: readonly (string | null)[] }> {
  let listed = 0;
  let watched = 0;
  const versions: (string | null)[] = [];
  server = await standIn((request, response) => {
    if (request.query.get('watch') === '1') {
      versions.push(request.query.get('resourceVersion'));
      const watch = watches[watched++];
      if (watch === undefined) return status(response, 500, 'no more watches');
      return watch(response, request);
    }
    const list = lists[listed++];
    if (list === undefined) return status(response, 500, 'no more lists');
    json(response, 200, { metadata: { resourceVersion: String(list.version) }, items: list.items });
  });
  cluster = openCluster({ kubeconfig: server.kubeconfig }, {});
  const stop = new AbortController();
  const told: string[] = [];
  const deadline = setTimeout(() => stop.abort(), 20_000);
  for await (const one of cluster.watch(SELECTION, { ...options, signal: stop.signal })) {
    told.push(text(one));
    if (told.length === wanted) stop.abort();
  }
  clearTimeout(deadline);
  return { told, versions };
}

function text(event: WatchEvent): string {
  if (event.type === 'synced') return 'synced';
  const { metadata } = event.object as ReturnType<typeof object>;
  return `${event.type} ${metadata.name}@${metadata.resourceVersion}`;
}

describe('a watch', () => {
  it('goes on where a cut connection was, without half an event', async () => {
    const { told, versions } = await events(
      [{ version: 5, items: [object('a', 3)] }],
      [
        (response) => {
          event(response, 'ADDED', object('b', 6));
          response.write('{"type":"MODIFIED","object":{"meta');
          setTimeout(() => response.destroy(), 20);
        },
        (response) => {
          event(response, 'BOOKMARK', object('', 9));
          response.end();
        },
        (response) => event(response, 'DELETED', object('a', 10)),
      ],
      4,
    );
    expect(told).toEqual(['added a@3', 'synced', 'added b@6', 'deleted a@10']);
    expect(versions).toEqual(['5', '6', '9']);
  });

  it.each([
    [
      'as an event',
      (response: ServerResponse) => {
        event(response, 'ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' });
      },
    ],
    ['as an answer', (response: ServerResponse) => status(response, 410, 'too old')],
  ])('starts over with a list when its version is forgotten, %s', async (_, expire) => {
    const { told, versions } = await events(
      [
        { version: 5, items: [object('stays', 1), object('changes', 2), object('goes', 3)] },
        { version: 20, items: [object('stays', 1), object('changes', 12), object('comes', 13)] },
      ],
      [expire, (response) => event(response, 'MODIFIED', object('comes', 21))],
      8,
    );
    expect(told).toEqual([
      'added stays@1',
      'added changes@2',
      'added goes@3',
      'synced',
      'deleted goes@3',
      'modified changes@12',
      'added comes@13',
      'modified comes@21',
    ]);
    expect(versions).toEqual(['5', '20']);
  });

  it('does not wait for a server that fell silent', async () => {
    const { told, versions } = await events(
      [{ version: 5, items: [] }],
      [(response) => response.flushHeaders(), (response) => event(response, 'ADDED', object('late', 6))],
      2,
      { silence: 200 },
    );
    expect(told).toEqual(['synced', 'added late@6']);
    expect(versions).toEqual(['5', '5']);
  });

  it('waits for a busy server', async () => {
    const { told } = await events(
      [{ version: 5, items: [] }],
      [
        (response) => status(response, 429, 'busy', {}, { 'Retry-After': '1' }),
        (response) => event(response, 'ADDED', object('late', 6)),
      ],
      2,
    );
    expect(told).toEqual(['synced', 'added late@6']);
  });

  it('ends with what waiting does not mend', async () => {
    const forbidden = events(
      [{ version: 5, items: [] }],
      [(response) => status(response, 403, 'no watching')],
      9,
    );
    await expect(forbidden).rejects.toMatchObject({
      reason: 'forbidden',
      message: 'not allowed to watch configmaps in namespace "flows": no watching',
    });
  });

  it('ends once the server is out of reach for too long', async () => {
    const lost = events(
      [{ version: 5, items: [] }],
      [
        (response) => {
          response.destroy();
          void server.close();
        },
      ],
      9,
      { patience: 300 },
    );
    await expect(lost).rejects.toMatchObject({ reason: 'unreachable' });
  });
});
