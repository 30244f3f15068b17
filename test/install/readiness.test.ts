import { describe, expect, it } from 'vitest';
import type { Installed } from '../../src/install/installed.ts';
import type { Workload } from '../../src/install/plan.ts';
import { busReadiness, deploymentReadiness, statefulSetReadiness } from '../../src/install/readiness.ts';
import { checkChange, checkPair } from '../../src/install/skew.ts';
import type { JsonObject } from '../../src/json.ts';

const deployment = (status: JsonObject): JsonObject => ({
  kind: 'Deployment',
  metadata: { name: 'manager', generation: 2 },
  spec: { replicas: 1 },
  status,
});
const half = deployment({ observedGeneration: 2, replicas: 1, updatedReplicas: 1 });
const pod = (status: JsonObject, spec: JsonObject = {}): JsonObject => ({
  metadata: { name: 'manager-1', uid: 'u1' },
  spec,
  status,
});
const waiting = (reason: string, message: string) =>
  pod({ containerStatuses: [{ name: 'main', state: { waiting: { reason, message } } }] });
const seen = (more: { pods?: JsonObject[]; events?: JsonObject[]; claims?: JsonObject[] }) =>
  deploymentReadiness({ object: half, pods: [], events: [], claims: [], ...more });

describe('a Deployment', () => {
  const of = (status: JsonObject) =>
    deploymentReadiness({ object: deployment(status), pods: [], events: [], claims: [] });

  it('is ready once its newest replicas are available', () => {
    const done = { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1 };
    expect(of(done)).toEqual({ ready: true });
    expect(of({ ...done, observedGeneration: 1 })).toMatchObject({
      reason: 'the change is not rolled out yet',
    });
    expect(of({ ...done, replicas: 2 }).ready).toBe(false);
    expect(of({})).toMatchObject({ reason: 'no controller of the cluster has looked at its Deployment yet' });
  });

  it('says what its Pods wait for', () => {
    expect(seen({ pods: [waiting('ImagePullBackOff', 'no such image')] })).toEqual({
      ready: false,
      hopeless: false,
      reason: 'container "main" of Pod "manager-1" cannot pull image "": no such image',
    });
    expect(seen({ pods: [waiting('InvalidImageName', 'x')] })).toMatchObject({ hopeless: true });
    const unscheduled = pod({
      conditions: [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes' }],
    });
    expect(seen({ pods: [unscheduled] })).toMatchObject({
      reason: 'Pod "manager-1" finds no node: 0/1 nodes',
    });
    const claimed = pod({}, { volumes: [{ persistentVolumeClaim: { claimName: 'data' } }] });
    const claims = [{ metadata: { name: 'data' }, status: { phase: 'Pending' } }];
    expect(seen({ pods: [claimed], claims })).toMatchObject({
      reason: 'Pod "manager-1" waits for PersistentVolumeClaim "data"',
    });
  });

  it('says the cause of an image that cannot be pulled, in the same words while the kubelet goes on trying', () => {
    const image = 'quay.io/argoproj/argo-events:v1.9.11';
    // As a kubelet 1.36 with containerd 1.6 says it.
    const cause =
      `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": ` +
      `failed to resolve reference "${image}": ${image}: not found`;
    const of = (reason: string, message: string) =>
      seen({
        pods: [
          pod({ containerStatuses: [{ name: 'main', image, state: { waiting: { reason, message } } }] }),
        ],
      });
    const reason = `container "main" of Pod "manager-1" cannot pull image "${image}": not found`;
    expect(of('ErrImagePull', cause)).toMatchObject({ reason });
    expect(of('ImagePullBackOff', `Back-off pulling image "${image}": ErrImagePull: ${cause}`)).toMatchObject(
      {
        reason,
      },
    );
    // Kubelets before 1.32 forget the cause when they back off.
    expect(of('ImagePullBackOff', `Back-off pulling image "${image}"`)).toMatchObject({
      reason: `container "main" of Pod "manager-1" cannot pull image "${image}"`,
    });
    const denied = `failed to resolve reference "${image}": pull access denied, repository does not exist or may require authorization`;
    expect(of('ErrImagePull', `failed to pull and unpack image "${image}": ${denied}`)).toMatchObject({
      reason: `container "main" of Pod "manager-1" cannot pull image "${image}": pull access denied, repository does not exist or may require authorization`,
    });
  });

  it('says why Pods are refused, and heeds no events of others', () => {
    const event = (name: string, reason: string, uid: string) => ({
      involvedObject: { name, uid },
      reason,
      message: 'exceeded quota',
    });
    expect(seen({ events: [event('manager-5d', 'FailedCreate', 'r')] })).toMatchObject({
      reason: 'its Pods are refused: exceeded quota',
    });
    expect(seen({ events: [event('other-5d', 'FailedCreate', 'r')] })).toMatchObject({
      reason: '0 of 1 replicas are available',
    });
    const events = [event('manager-1', 'FailedMount', 'old')];
    expect(seen({ pods: [pod({})], events })).toMatchObject({ reason: '0 of 1 replicas are available' });
  });
});

describe('a bus', () => {
  it('is not ready because its conditions say so', () => {
    const conditions = [{ type: 'Deployed', status: 'True' }];
    expect(busReadiness({ status: { conditions } })).toEqual({ ready: true });
    expect(statefulSetReadiness({ object: undefined, pods: [], events: [], claims: [] }, 1).ready).toBe(
      false,
    );
    expect(busReadiness({})).toMatchObject({ reason: 'no controller of Argo Events has looked at it yet' });
    const bad = [{ type: 'Deployed', status: 'False', reason: 'Failed', message: 'unsupported version' }];
    expect(busReadiness({ status: { conditions: bad } })).toMatchObject({
      reason: 'Failed: unsupported version',
    });
  });
});

describe('the servers of a bus', () => {
  const set = (replicas: number, readyReplicas: number) => ({
    object: {
      metadata: { namespace: 'argo-events', name: 'eventbus-default-js' },
      spec: { replicas },
      status: { readyReplicas, currentRevision: 'a', updateRevision: 'a' },
    },
    pods: [],
    events: [],
    claims: [],
  });

  it('are ready when there are as many as the bus asks for', () => {
    expect(statefulSetReadiness(set(1, 1), 1)).toEqual({ ready: true });
    expect(statefulSetReadiness(set(1, 0), 1)).toMatchObject({ reason: '0 of 1 servers are ready' });
    expect(statefulSetReadiness(set(1, 1), 3)).toEqual({
      ready: false,
      hopeless: false,
      reason: 'StatefulSet "eventbus-default-js" has 1 replicas, and the bus asks for 3',
    });
    // All conditions of its EventBus stay True, and the controller leaves it at that.
    expect(statefulSetReadiness(set(0, 0), 1)).toEqual({
      ready: false,
      hopeless: true,
      reason:
        'StatefulSet "eventbus-default-js" has 0 replicas, and the bus asks for 1: ' +
        'kubectl -n argo-events scale statefulset eventbus-default-js --replicas=1',
    });
  });
});

describe('what runs already', () => {
  const name = (namespace: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'c' });
  const part = (version: string) =>
    ({ project: 'argo-events', controller: true, version, namespaced: false }) as const;
  const runs = (version: string, namespace = 'a', owner?: string): Installed[] => [
    { name: name(namespace), part: part(version), owner },
  ];
  const plan: Workload[] = [{ name: name('a'), part: part('v1.9.11') }];
  const install = { mode: 'install', allowDowngrade: false } as const;
  const upgrade = { mode: 'upgrade', allowDowngrade: false } as const;

  it('stops what would break it', () => {
    expect(checkChange([], plan, install)).toEqual([]);
    expect(checkChange(runs('v1.9.11'), plan, install)).toEqual([]);
    expect(() => checkChange(runs('v1.9.9'), plan, install)).toThrow('is older than v1.9.11');
    expect(() => checkChange(runs('v1.10.0'), plan, upgrade)).toThrow('is newer than v1.9.11');
    expect(() => checkChange(runs('v1.9.11', 'b'), plan, install)).toThrow('runs already');
    expect(() => checkChange(runs('v1.9.11', 'a', 'Helm'), plan, install)).toThrow('installed by Helm');
    expect(() => checkChange([], plan, upgrade)).toThrow('nothing is installed');
  });

  it('is told what an upgrade does', () => {
    expect(checkChange(runs('v1.9.9'), plan, upgrade)[0]).toBe('argo-events goes from v1.9.9 to v1.9.11');
    expect(() => checkChange(runs('v2.0.0'), plan, { ...upgrade, allowDowngrade: true })).not.toThrow();
  });

  it('is compared with what others have tried', () => {
    const workflows: Workload = {
      name: name('w'),
      part: { project: 'argo-workflows', controller: true, version: 'v4.1.2', namespaced: false },
    };
    expect(checkPair([...plan, workflows], 'v1.36.3')).toEqual([]);
    expect(checkPair([...plan, workflows], 'v1.31.0')[0]).toContain('--argo-workflows v4.0.10');
  });
});
