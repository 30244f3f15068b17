import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isIdentical } from '../../../src/apply/comparison.ts';
import { isSettled } from '../../../src/apply/settled.ts';
import type { Cluster, WatchEvent } from '../../../src/cluster/cluster.ts';
import { openCluster } from '../../../src/cluster/open.ts';
import type { JsonObject } from '../../../src/json.ts';
import { valueAt } from '../../../src/json.ts';
import { applyAsAnother } from './other-manager.ts';

const kubeconfig = inject('kubeconfig');
const namespace = `argoflow-${process.pid}-${Math.random().toString(36).slice(2, 7)}`;
const GROUP = `${namespace}.example.com`;
let cluster: Cluster;

beforeAll(async () => {
  cluster = openCluster({ kubeconfig, namespace }, {});
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
});
afterAll(async () => {
  await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name: namespace });
  cluster.close();
});

function configMap(name: string, data: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}

const named = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name });

describe('objects of a real API server', () => {
  it('tell their version', async () => {
    expect(await cluster.version()).toMatch(/^v1\.\d+/);
  });

  it('are created, stay as they are, change and go', async () => {
    const first = await cluster.apply(configMap('life', { a: '1' }));
    expect(first.created).toBe(true);
    const again = await cluster.apply(configMap('life', { a: '1' }));
    expect(again.created).toBe(false);
    expect(valueAt(again.object, ['metadata', 'resourceVersion'])).toBe(
      valueAt(first.object, ['metadata', 'resourceVersion']),
    );
    const changed = await cluster.apply(configMap('life', { b: '2' }));
    expect(changed.object['data']).toEqual({ b: '2' });
    expect(valueAt(changed.object, ['metadata', 'managedFields', 0, 'manager'])).toBe('argoflow');
    expect(await cluster.delete(named('life'), { dryRun: true })).toBe(true);
    expect(await cluster.get(named('life'))).toBeDefined();
    expect(await cluster.delete(named('life'))).toBe(true);
    expect(await cluster.delete(named('life'))).toBe(false);
    expect(await cluster.get(named('life'))).toBeUndefined();
  });

  it('keep nothing of a dry run', async () => {
    const { object, created } = await cluster.apply(configMap('dry', { a: '1' }), { dryRun: true });
    expect(created).toBe(true);
    expect(valueAt(object, ['metadata', 'uid'])).toBeTypeOf('string');
    expect(await cluster.get(named('dry'))).toBeUndefined();
  });

  it('show who owns a field, and are taken over by force', async () => {
    await cluster.apply(configMap('owned', { a: '1' }));

    await applyAsAnother(kubeconfig, namespace, 'owned', { a: '2' });
    await expect(cluster.apply(configMap('owned', { a: '3' }))).rejects.toMatchObject({
      reason: 'conflict',
      conflicts: [{ manager: 'somebody-else', field: '.data.a' }],
    });
    const { object } = await cluster.apply(configMap('owned', { a: '3' }), { force: true });
    expect(object['data']).toEqual({ a: '3' });
  });

  it('arrive with every field of a CustomResourceDefinition', async () => {
    const schema = {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { count: { 'x-kubernetes-int-or-string': true } },
        },
      },
    };
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `probes.${GROUP}` },
      spec: {
        group: GROUP,
        names: { kind: 'Probe', plural: 'probes', singular: 'probe', listKind: 'ProbeList' },
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    };
    const name = {
      apiVersion: definition.apiVersion,
      kind: definition.kind,
      namespace: '',
      name: `probes.${GROUP}`,
    };
    await expect(cluster.resource(`${GROUP}/v1`, 'Probe')).rejects.toMatchObject({ reason: 'not-served' });
    try {
      const { object } = await cluster.apply(definition);
      expect(valueAt(object, ['spec', 'versions', 0, 'schema', 'openAPIV3Schema'])).toEqual(schema);
      await expect
        .poll(
          async () => {
            cluster.rediscover();
            return cluster.resource(`${GROUP}/v1`, 'Probe').catch((error: Error) => error.message);
          },
          { timeout: 60_000 },
        )
        .toMatchObject({ plural: 'probes', namespaced: true });
      const probe = {
        apiVersion: `${GROUP}/v1`,
        kind: 'Probe',
        metadata: { name: 'exact', namespace },
        spec: { unknown: { deep: [1, { __proto__: null, x: 9007199254740993n }] }, count: '50%' },
      };
      const applied = await cluster.apply(probe);
      expect(applied.object['spec']).toEqual(probe.spec);

      // What is told without asking, and what the API server says when it is asked.
      const live = (await cluster.get(name)) ?? {};
      const grown = {
        ...definition,
        spec: { ...definition.spec, names: { ...definition.spec.names, shortNames: ['pb'] } },
      };
      const labelled = { ...definition, metadata: { ...definition.metadata, labels: { a: 'b' } } };
      for (const [one, settled] of [
        [definition, true],
        [grown, false],
        [labelled, false],
      ] as const) {
        expect(isSettled(one, live)).toBe(settled);
        expect(isIdentical(live, (await cluster.apply(one, { dryRun: true })).object)).toBe(settled);
      }
    } finally {
      await cluster.delete(name);
      cluster.rediscover();
    }
  });

  it('are answered however many streams are open', async () => {
    const end = new AbortController();
    const selection = { apiVersion: 'v1', kind: 'ConfigMap', namespace, fields: 'metadata.name=streamed' };
    let listening = 0;
    const watching = Array.from({ length: 40 }, async () => {
      for await (const { type } of cluster.watch(selection, { signal: end.signal })) {
        if (type === 'added') return;
        if (++listening === 40) await cluster.apply(configMap('streamed', {}));
      }
    });
    try {
      // All of them are open at once when they hear of it.
      await Promise.all(watching);
    } finally {
      end.abort();
    }
  });

  it('are listed page by page, by labels, and without what they hold', async () => {
    await cluster.apply({
      ...configMap('labelled', { secret: 'not sent' }),
      metadata: { name: 'labelled', namespace, labels: { probe: 'yes' } },
    });
    const selection = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace,
      labels: 'probe=yes',
      metadataOnly: true,
    };
    const { items, resourceVersion } = await cluster.list(selection);
    expect(items).toHaveLength(1);
    expect(items[0]).not.toHaveProperty('data');
    expect(Number(resourceVersion)).toBeGreaterThan(0);
  });

  it('are watched', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const step = async ({ type }: WatchEvent) => {
      if (type === 'synced') await cluster.apply(configMap('watched', { a: '1' }));
      if (type === 'added') await cluster.apply(configMap('watched', { a: '2' }));
      if (type === 'modified') await cluster.delete(named('watched'));
      if (type === 'deleted') stop.abort();
    };
    const watching = (async () => {
      const selection = { apiVersion: 'v1', kind: 'ConfigMap', namespace, fields: 'metadata.name=watched' };
      for await (const event of cluster.watch(selection, { signal: stop.signal })) {
        seen.push(event.type);
        await step(event);
      }
    })();
    await watching;
    expect(seen).toEqual(['synced', 'added', 'modified', 'deleted']);
  });

  it('may be asked for', async () => {
    const question = { verb: 'create', group: 'argoproj.io', resource: 'workflows', namespace };
    expect(await cluster.accessReview(question)).toMatchObject({ allowed: true });
    const user = `system:serviceaccount:${namespace}:nobody`;
    expect(await cluster.accessReview({ ...question, user })).toMatchObject({ allowed: false });
    const as = openCluster({ kubeconfig, namespace, as: user, asGroups: ['system:serviceaccounts'] }, {});
    try {
      expect(await as.accessReview(question)).toMatchObject({ allowed: false });
      await expect(as.list({ apiVersion: 'v1', kind: 'Secret', namespace })).rejects.toMatchObject({
        reason: 'forbidden',
        message: expect.stringContaining(`not allowed to list secrets in namespace "${namespace}"`),
      });
    } finally {
      as.close();
    }
  });

  it('are not changed by a connection that only reads', async () => {
    const reader = openCluster({ kubeconfig, namespace, readOnly: true }, {});
    try {
      expect((await reader.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace })).items).toBeDefined();
      await expect(reader.apply(configMap('refused', {}))).rejects.toMatchObject({ reason: 'read-only' });
      await expect(reader.delete(named('labelled'))).rejects.toMatchObject({ reason: 'read-only' });
      expect(await cluster.get(named('refused'))).toBeUndefined();
    } finally {
      reader.close();
    }
  });
});
