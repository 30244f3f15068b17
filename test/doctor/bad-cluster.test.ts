import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openCluster } from '../../src/cluster/open.ts';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { examine } from '../../src/doctor/examine.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { type ReplayServer, replayServer } from '../cluster/replay/server.ts';
import { Stage } from '../cluster/replay/stage.ts';
import { status } from '../cluster/stand-in.ts';

let server: ReplayServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const engine = openEngine();
afterAll(() => engine.close());

/** Looks at a cluster that answers lists of pods in another way. */
async function look(answer: (response: ServerResponse, times: number) => void, requestTimeout = 30_000) {
  const stage = new Stage('ok-k8s');
  stage.end();
  let times = 0;
  const intercept = (url: URL, response: ServerResponse): boolean => {
    if (!url.pathname.endsWith('/pods')) return false;
    times++;
    const before = response.headersSent;
    answer(response, times);
    return before || response.headersSent || response.destroyed || requestTimeout < 30_000;
  };
  server = await replayServer(stage, { intercept });
  const cluster = openCluster({ kubeconfig: server.kubeconfig, readOnly: true, requestTimeout }, {});
  const signal = new AbortController().signal;
  const now = () => stage.now;
  try {
    const asked = { namespace: stage.namespace, checks: CHECKS, engine, wait: 0, logs: false, now, signal };
    const { results } = await examine(cluster, asked);
    return new Map(results.map((result) => [result.id, result]));
  } finally {
    cluster.close();
  }
}

describe('a cluster in trouble', () => {
  it.each<[string, (response: ServerResponse) => void, string]>([
    ['breaks off an answer', (response) => response.end('{"items":[{"metadata":{"na'), 'breaks off'],
    ['fails', (response) => status(response, 500, 'etcdserver: request timed out'), 'request timed out'],
    ['refuses', (response) => status(response, 403, 'pods is forbidden'), 'not allowed to list pods'],
  ])('%s: what cannot be said is left out, and nothing else', async (_, answer, why) => {
    const results = await look(answer);
    expect(results.get('sensors/pods')?.skipped).toContain(why);
    expect(results.get('sensors/conditions')).toMatchObject({ findings: [] });
    expect(results.get('sensors/conditions')?.skipped).toBeUndefined();
    expect(results.get('cluster/permissions')?.findings.map(({ title }) => title)).toContainEqual(
      expect.stringMatching(/^objects of kind (?:\w+, )*Pod(?:, \w+)* cannot be read$/),
    );
  });

  it('is busy: it is asked again when it says', async () => {
    const results = await look((response, times) => {
      if (times === 1) status(response, 429, 'busy', {}, { 'Retry-After': '1' });
    });
    expect(results.get('sensors/pods')?.skipped).toBeUndefined();
  });

  it('no longer knows who asks', async () => {
    await expect(look((response) => status(response, 401, 'Unauthorized'))).rejects.toMatchObject({
      reason: 'unauthorized',
    });
  });

  it('falls silent: the request ends, and so does doctor', async () => {
    await expect(look(() => undefined, 500)).rejects.toMatchObject({ reason: 'timeout' });
  });
});
