import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openCluster } from '../../src/cluster/open.ts';
import { type ClusterTestRequest, testOnCluster } from '../../src/follow/run.ts';
import { type ReplayServer, replayServer } from '../cluster/replay/server.ts';
import { Stage } from '../cluster/replay/stage.ts';
import { TABLE } from '../cluster/replay/table.ts';

// Every recorded flow happens again behind an HTTP server that answers as an API server does: an event is fired at it
// and followed through all that then comes.

const RECORDINGS = fileURLToPath(new URL('../recordings', import.meta.url));
const PAYLOADS = fileURLToPath(new URL('../../payloads', import.meta.url));
const NAMES = Object.keys(TABLE);

let server: ReplayServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

it('the table has every recording', () => {
  const folders = readdirSync(RECORDINGS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(new Set(NAMES)).toEqual(new Set(folders.map(({ name }) => name)));
});

async function fire(name: string) {
  const stage = new Stage(name);
  server = await replayServer(stage);
  const cluster = openCluster({ kubeconfig: server.kubeconfig }, {});
  const request: ClusterTestRequest = {
    targets: [],
    data: '{"message":"Dont call me Shirley"}',
    set: [],
    header: [],
    payloads: PAYLOADS,
    timeout: 20_000,
    wait: true,
    interval: 10,
    logs: false,
    signal: new AbortController().signal,
  };
  const nothing = () => undefined;
  const observer = { predicted: nothing, hop: nothing, node: nothing, log: nothing };
  try {
    return await testOnCluster(request, async () => '', cluster, observer);
  } finally {
    cluster.close();
  }
}

describe('test-event names the hop and the cause', () => {
  it.each(NAMES)('%s', async (name) => {
    const { trail, prediction, timedOut } = await fire(name);
    const { predicted, death } = TABLE[name] ?? { predicted: '', death: undefined };
    expect(timedOut).toBe(false);
    expect(prediction.outcome).toBe(predicted);
    expect(trail.outcome).toBe(death === undefined ? 'succeeded' : 'died');
    expect(trail.cause?.kind).toBe(death?.hop);
    if (death === undefined) return;
    expect(trail.cause?.evidence?.from).toMatch(death.from);
    expect(trail.cause?.evidence?.text).toMatch(death.text);
  });
});
