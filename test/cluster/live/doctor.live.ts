import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { nameOf } from '../../../src/cluster/object.ts';
import { openCluster } from '../../../src/cluster/open.ts';
import { collect } from '../../../src/doctor/collect.ts';
import { keysOf } from '../../../src/doctor/keys.ts';
import { argoflow } from '../../support/binary.ts';
import { applyAsAnother } from './other-manager.ts';

const kubeconfig = inject('kubeconfig');
const namespace = `argoflow-${process.pid}-${Math.random().toString(36).slice(2, 7)}`;
let cluster: Cluster;

beforeAll(async () => {
  cluster = openCluster({ kubeconfig, namespace }, {});
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
});
afterAll(async () => {
  await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name: namespace });
  cluster.close();
});

it('doctor reads a real API server', async () => {
  const args = ['doctor', '--namespace', namespace, '--kubeconfig', kubeconfig, '-o', 'json'];
  const { code, stdout, stderr } = await argoflow(args);
  expect(stderr).toBe('');
  const { kubernetes, checks } = JSON.parse(stdout);
  expect(kubernetes).toMatch(/^v1\./);
  const permissions = checks.find(({ id }: { id: string }) => id === 'cluster/permissions');
  expect(permissions.result).toBe('ok');
  const ill = checks.some(({ result }: { result: string }) => result === 'error');
  expect(code).toBe(ill ? 1 : 0);
});

it('a connection that only reads can collect all of it', async () => {
  const reader = openCluster({ kubeconfig, namespace, readOnly: true }, {});
  const { unread, version } = await collect(
    reader,
    { namespace: undefined, now: Date.now(), logs: true },
    {},
  );
  reader.close();
  expect(version).toMatch(/^v1\./);
  expect([...unread.values()].filter(({ reason }) => reason !== 'not-served')).toEqual([]);
});

it('the keys of a Secret are known, and its values are not', async () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'hook-token', namespace } };
  await cluster.apply({ ...secret, data: { token: 'aHVudGVyMg==', 'other.key': 'aHVudGVyMg==' } });
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace } };
  await cluster.apply({ ...map, data: { level: 'hunter2' } });
  await applyAsAnother(kubeconfig, namespace, 'settings', { more: 'hunter2' });
  const { objects } = await collect(cluster, { namespace, now: Date.now(), logs: false }, {});
  const found = (kind: 'Secret' | 'ConfigMap', name: string) =>
    objects.get(kind)?.find((object) => nameOf(object).name === name);
  expect(keysOf(found('Secret', 'hook-token') ?? {})).toEqual(['other.key', 'token']);
  expect(keysOf(found('ConfigMap', 'settings') ?? {})).toEqual(['level', 'more']);
  const text = JSON.stringify([found('Secret', 'hook-token'), found('ConfigMap', 'settings')]);
  expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
});
