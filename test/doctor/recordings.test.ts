import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openCluster } from '../../src/cluster/open.ts';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { examine } from '../../src/doctor/examine.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { type ReplayServer, replayServer } from '../cluster/replay/server.ts';
import { Stage } from '../cluster/replay/stage.ts';
import { TABLE } from '../cluster/replay/table.ts';

// Flows that were recorded on a real cluster, right or wrong in one known way, behind an HTTP server that answers as an
// API server does.

const NAMES = Object.keys(TABLE);

let server: ReplayServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const engine = openEngine();
afterAll(() => engine.close());

async function look(name: string, logs: boolean) {
  const stage = new Stage(name);
  stage.end();
  server = await replayServer(stage);
  const cluster = openCluster({ kubeconfig: server.kubeconfig, readOnly: true }, {});
  try {
    const { results } = await examine(cluster, {
      namespace: stage.namespace,
      checks: CHECKS,
      engine,
      wait: 0,
      logs,
      now: () => stage.now,
      signal: new AbortController().signal,
    });
    return results.flatMap(({ id, findings }) => findings.map((finding) => ({ id, ...finding })));
  } finally {
    cluster.close();
  }
}

describe('doctor names the hop and the cause', () => {
  it.each(NAMES)('%s', async (name) => {
    const { doctor = [], logs = [] } = TABLE[name] ?? {};
    const found = await look(name, true);
    for (const [check, object, words] of [...doctor, ...logs]) {
      const texts = found
        .filter((finding) => finding.id === check && finding.object === object)
        .map(({ title, evidence = [] }) => [title, ...evidence].join('\n'));
      expect(texts.join('\n')).toContain(words);
    }
    // Whatever is wrong with a flow is in the table: it tells of nothing else.
    const known = new Set([...doctor, ...logs].map(([check]) => check));
    const others = found.filter(({ id, severity }) => severity === 'error' && !known.has(id));
    expect(others.map(({ id, title }) => `${id}: ${title}`)).toEqual([]);
  });
});

it('no error is found without logs where the objects show none', async () => {
  for (const name of NAMES.filter((one) => TABLE[one]?.doctor.length === 0)) {
    const errors = (await look(name, false)).filter(({ severity }) => severity === 'error');
    expect(errors, name).toEqual([]);
    await server?.close();
  }
});
