import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { ClusterError } from '../../../src/cluster/cluster-error.ts';
import { openCluster } from '../../../src/cluster/open.ts';
import { CHECKS } from '../../../src/doctor/checks/index.ts';
import { collect } from '../../../src/doctor/collect.ts';
import { runChecks } from '../../../src/doctor/run.ts';
import { openEngine } from '../../../src/engine/wasm.ts';
import { UserError } from '../../../src/errors.ts';
import { standIn } from '../../cluster/stand-in.ts';
import type { Target } from '../target.ts';
import { oddChanges, oddJson, withOdd } from '../texts.ts';

const MAP = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'flows', resourceVersion: '1' },
  data: { a: 'b' },
};
const LIST = {
  apiVersion: 'v1',
  kind: 'ConfigMapList',
  metadata: { resourceVersion: '7' },
  items: [MAP, MAP],
};
const STATUS = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'NotFound',
  code: 404,
  message: 'no',
  details: { causes: [{}] },
};

const text = fc.oneof(
  fc
    .tuple(fc.constantFrom(MAP, LIST, STATUS, { type: 'ADDED', object: MAP }), oddChanges)
    .map(([value, odd]) => JSON.stringify(withOdd(value, odd))),
  oddJson.map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    JSON.stringify(LIST),
    JSON.stringify(MAP),
    `${JSON.stringify({ type: 'BOOKMARK', object: {} })}\n{"type":`,
  ),
);

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly how: 'whole' | 'cut' | 'reset' | 'short';
}

const answer: fc.Arbitrary<Answer> = fc.record({
  status: fc.constantFrom(
    200,
    200,
    200,
    201,
    204,
    301,
    400,
    401,
    403,
    404,
    409,
    410,
    422,
    429,
    500,
    503,
    599,
  ),
  type: fc.constantFrom('application/json', 'text/plain', 'application/vnd.kubernetes.protobuf', ''),
  text,
  how: fc.constantFrom('whole', 'whole', 'whole', 'cut', 'reset', 'short'),
});

function give({ status, type, text: body, how }: Answer, response: ServerResponse): void {
  response.statusCode = status;
  if (type !== '') response.setHeader('content-type', type);
  if (how === 'cut') response.setHeader('content-length', Buffer.byteLength(body) + 10);
  if (how === 'reset') return void response.socket?.destroy();
  if (how === 'whole') return void response.end(body);
  response.write(body.slice(0, Math.ceil(body.length / (how === 'short' ? 2 : 1))), () =>
    response.socket?.destroy(),
  );
}

/** Whatever an API server answers, the port gives an answer or says in words what is wrong with it. */
export async function answers(): Promise<Target> {
  const engine = openEngine();
  let queue: readonly Answer[] = [];
  let next = 0;
  const server = await standIn((_request, response) => {
    const one = queue[next++ % Math.max(1, queue.length)];
    if (one === undefined) response.end();
    else give(one, response);
  });
  const name = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'flows', name: 'a' };
  const calls = fc.constantFrom(
    'get',
    'list',
    'watch',
    'apply',
    'delete',
    'logs',
    'version',
    'health',
    'resource',
    'collect',
  );
  return {
    name: 'answers',
    property: fc.asyncProperty(
      calls,
      fc.array(answer, { minLength: 1, maxLength: 4 }),
      async (call, given) => {
        [queue, next] = [given, 0];
        const cluster = openCluster({ kubeconfig: server.kubeconfig, requestTimeout: 2_000 }, {});
        const signal = AbortSignal.timeout(400);
        try {
          switch (call) {
            case 'get':
              return void (await cluster.get(name, { signal }));
            case 'list':
              return void (await cluster.list(name, { signal }));
            case 'watch':
              for await (const _event of cluster.watch(name, { signal })) if (next > 20) break;
              return;
            case 'apply':
              return void (await cluster.apply(MAP, { signal }));
            case 'delete':
              return void (await cluster.delete(name, { signal }));
            case 'logs':
              for await (const _line of cluster.logs({
                namespace: 'flows',
                pod: 'a',
                container: 'main',
                signal,
              }))
                if (next > 20) break;
              return;
            case 'version':
              return void (await cluster.version({ signal }));
            case 'health':
              return void (await cluster.health({ signal }));
            case 'resource':
              return void (await cluster.resource('argoproj.io/v1alpha1', 'Sensor', { signal }));
            case 'collect': {
              const state = await collect(
                cluster,
                { namespace: 'flows', now: Date.now(), logs: false },
                { signal },
              );
              return void runChecks(CHECKS, state, engine);
            }
          }
        } catch (error) {
          const isMeant = error instanceof ClusterError || error instanceof UserError || signal.aborted;
          if (!isMeant) throw error;
        } finally {
          cluster.close();
        }
      },
    ),
    close: async () => {
      await server.close();
      engine.close();
    },
  };
}
