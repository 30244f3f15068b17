import { fileURLToPath } from 'node:url';
import { openCluster } from '../../../src/cluster/open.ts';
import type { FollowedHop } from '../../../src/follow/hop.ts';
import { type ClusterTestRequest, type ClusterTestResult, testOnCluster } from '../../../src/follow/run.ts';
import { type ReplayOptions, type ReplayServer, replayServer } from './server.ts';
import { Stage } from './stage.ts';

const PAYLOADS = fileURLToPath(new URL('../../../payloads', import.meta.url));

export interface Fired {
  readonly result: ClusterTestResult;
  readonly hops: readonly FollowedHop[];
  readonly delivered: ReplayServer['delivered'];
  readonly requests: ReplayServer['requests'];
}

/** Fires the event of a recording at the cluster where it happens again, and follows it. */
export async function fireRecording(
  name: string,
  more: Partial<ClusterTestRequest> = {},
  options: ReplayOptions & { readonly stage?: Stage; readonly requestTimeout?: number } = {},
): Promise<Fired> {
  const stage = options.stage ?? new Stage(name);
  const server = await replayServer(stage, options);
  const cluster = openCluster({ kubeconfig: server.kubeconfig, requestTimeout: options.requestTimeout }, {});
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
    ...more,
  };
  const hops: FollowedHop[] = [];
  const nothing = () => undefined;
  const observer = {
    predicted: nothing,
    hop: (hop: FollowedHop) => void hops.push(hop),
    node: nothing,
    log: nothing,
  };
  try {
    const result = await testOnCluster(request, async () => '', cluster, observer);
    return { result, hops, delivered: server.delivered, requests: server.requests };
  } finally {
    cluster.close();
    await server.close();
  }
}
