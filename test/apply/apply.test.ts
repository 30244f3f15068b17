import { describe, expect, it } from 'vitest';
import { type ApplyRequest, applyObjects } from '../../src/apply/apply.ts';
import { type DeleteRequest, deleteObjects } from '../../src/apply/delete.ts';
import { differences } from '../../src/apply/difference.ts';
import type { Outcomes } from '../../src/apply/outcome.ts';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import { nameOf } from '../../src/cluster/object.ts';
import { Rehearsal, resources, textOf } from './rehearsal.ts';

const APPLY: ApplyRequest = { dryRun: 'none', force: false, project: undefined, prune: false };
const DELETE: DeleteRequest = { dryRun: 'none', project: undefined, withData: false, timeout: 0 };

function object(kind: string, name: string, more = ''): string {
  return `apiVersion: ${kind === 'Sensor' || kind === 'EventBus' ? 'argoproj.io/v1alpha1' : 'v1'}\nkind: ${kind}\nmetadata: {name: ${name}}\n${more}---\n`;
}

function lines({ outcomes }: Outcomes): readonly string[] {
  return outcomes.map(({ name, action }) => `${action} ${name.kind}/${name.name}`);
}

const FLOW =
  object('Sensor', 's') +
  object('EventBus', 'b') +
  object('ServiceAccount', 'a') +
  object('ConfigMap', 'c', 'data: {a: "1"}\n');

describe('applying', () => {
  it('tries everything, then applies it in the order of need', async () => {
    const cluster = new Rehearsal();
    const done = await applyObjects(resources(FLOW), APPLY, cluster);
    expect(lines(done)).toEqual([
      'created ServiceAccount/a',
      'created ConfigMap/c',
      'created EventBus/b',
      'created Sensor/s',
    ]);
    expect(cluster.asked).toEqual([
      ...['ServiceAccount/a', 'ConfigMap/c', 'EventBus/b', 'Sensor/s'].map((name) => `try ${name}`),
      ...['ServiceAccount/a', 'ConfigMap/c', 'EventBus/b', 'Sensor/s'].map((name) => `apply ${name}`),
    ]);
    const again = await applyObjects(resources(FLOW.replace('"1"', '"2"')), APPLY, cluster);
    expect(lines(again)).toEqual([
      'unchanged ServiceAccount/a',
      'configured ConfigMap/c',
      'unchanged EventBus/b',
      'unchanged Sensor/s',
    ]);
  });

  it('does not send again what the trial leaves as it is', async () => {
    const cluster = new Rehearsal();
    await applyObjects(resources(FLOW), APPLY, cluster);
    const { apply } = cluster;
    // As an API server answers: an apply that changes nothing is no new version.
    cluster.apply = async (one, options) => {
      const { name } = nameOf(one);
      const applied = await apply.call(cluster, one, options);
      const before = cluster.objects.get(`ServiceAccount/flows/${name}`);
      return before === undefined ? applied : { ...applied, object: before };
    };
    cluster.asked.length = 0;
    const told: string[] = [];
    const tell = ({ name }: { name: { name: string } }) => void told.push(name.name);
    const again = await applyObjects(resources(FLOW), { ...APPLY, tell }, cluster);
    expect(lines(again)[0]).toBe('unchanged ServiceAccount/a');
    expect(cluster.asked.filter((one) => one.startsWith('apply '))).toEqual([
      'apply ConfigMap/c',
      'apply EventBus/b',
      'apply Sensor/s',
    ]);
    // Each is told once, of the applying and not of the trial.
    expect(told).toEqual(['a', 'c', 'b', 's']);
  });

  it('changes nothing when something is refused, and says all of it', async () => {
    const cluster = new Rehearsal();
    const conflict = new ClusterError('conflict', 'owned', undefined, {
      conflicts: [{ manager: 'm', field: '.data.a' }],
    });
    cluster.refusals.set('apply ConfigMap/c', conflict);
    cluster.refusals.set('apply Sensor/s', new ClusterError('invalid', 'no such field'));
    const refused = await applyObjects(resources(FLOW), APPLY, cluster);
    expect(lines(refused)).toEqual([
      'not-done ServiceAccount/a',
      'failed ConfigMap/c',
      'not-done EventBus/b',
      'failed Sensor/s',
    ]);
    expect(refused.failure).toBe(conflict);
    expect(refused.outcomes[1]?.conflicts).toEqual([{ manager: 'm', field: '.data.a' }]);
    expect(cluster.objects.size).toBe(0);
    cluster.refusals.delete('apply Sensor/s');
    const forced = await applyObjects(resources(FLOW), { ...APPLY, force: true }, cluster);
    expect(forced.failure).toBeUndefined();
  });

  it('says what was done before it failed', async () => {
    const cluster = new Rehearsal();
    cluster.refusals.set('apply! EventBus/b', new ClusterError('unreachable', 'gone'));
    const stopped = await applyObjects(resources(FLOW), APPLY, cluster);
    expect(lines(stopped)).toEqual([
      'created ServiceAccount/a',
      'created ConfigMap/c',
      'failed EventBus/b',
      'not-done Sensor/s',
    ]);
    expect(stopped.failure?.reason).toBe('unreachable');
  });

  it('stops when it is interrupted', async () => {
    const cluster = new Rehearsal();
    const stop = new AbortController();
    const { apply } = cluster;
    cluster.apply = async (one, options) => {
      if (options?.dryRun !== true) stop.abort();
      return apply.call(cluster, one, options);
    };
    const stopped = await applyObjects(resources(FLOW), { ...APPLY, signal: stop.signal }, cluster);
    expect(lines(stopped)).toEqual([
      'created ServiceAccount/a',
      'failed ConfigMap/c',
      'not-done EventBus/b',
      'not-done Sensor/s',
    ]);
    expect(stopped.failure?.reason).toBe('interrupted');
  });

  it('changes nothing in a dry run', async () => {
    const cluster = new Rehearsal();
    expect(lines(await applyObjects(resources(FLOW), { ...APPLY, dryRun: 'client' }, cluster))[0]).toBe(
      'planned ServiceAccount/a',
    );
    expect(cluster.asked).toEqual([]);
    expect(lines(await applyObjects(resources(FLOW), { ...APPLY, dryRun: 'server' }, cluster))[0]).toBe(
      'created ServiceAccount/a',
    );
    expect(cluster.objects.size).toBe(0);
  });

  it('refuses objects without names, and kinds that nobody serves', async () => {
    const cluster = new Rehearsal();
    const workflow = 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: run-}\n';
    await expect(applyObjects(resources(workflow), APPLY, cluster)).rejects.toThrow(
      'Workflow "run-" (test.yaml:1) has no name',
    );
    await expect(applyObjects(resources(object('Unheard', 'x')), APPLY, cluster)).rejects.toThrow(
      'serves no kind "Unheard"',
    );
  });

  it('sends no status, and the namespace that is meant', async () => {
    const cluster = new Rehearsal();
    await applyObjects(resources(object('Sensor', 's', 'status: {conditions: []}\n')), APPLY, cluster);
    expect(textOf(cluster.objects.get('Sensor/flows/s'))).not.toContain('status');
  });
});

describe('a project', () => {
  const PROJECT = { ...APPLY, project: 'orders', prune: true };

  it('prunes what it no longer names, and only that', async () => {
    const cluster = new Rehearsal();
    await applyObjects(resources(object('ConfigMap', 'other')), APPLY, cluster);
    await applyObjects(
      resources(
        FLOW +
          object('ConfigMap', 'old') +
          object('PersistentVolumeClaim', 'data') +
          object('ConfigMap', 'taken'),
      ),
      PROJECT,
      cluster,
    );
    // Somebody takes the label away: the object is theirs now.
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'taken', namespace: 'flows' },
    });
    const dry = await applyObjects(resources(FLOW), { ...PROJECT, dryRun: 'server' }, cluster);
    expect(lines(dry)).toContain('deleted ConfigMap/old');
    expect(cluster.objects.has('ConfigMap/flows/old')).toBe(true);

    const found = await differences(resources(FLOW), { project: 'orders', prune: true }, cluster);
    expect(found.map(({ name, after }) => [name.name, after])).toEqual([['old', undefined]]);

    const done = await applyObjects(resources(FLOW), PROJECT, cluster);
    expect(lines(done).slice(4).sort()).toEqual([
      'deleted ConfigMap/old',
      'kept ConfigMap/taken',
      'kept PersistentVolumeClaim/data',
    ]);
    expect(cluster.objects.has('ConfigMap/flows/other')).toBe(true);
    expect(cluster.objects.has('ConfigMap/flows/taken')).toBe(true);
    expect(cluster.objects.has('ConfigMap/flows/old')).toBe(false);
    expect(textOf(cluster.objects.get('ConfigMap/flows/argoflow-project-orders'))).not.toContain('\\"old\\"');
  });

  it('prunes nothing after a failure, and forgets nothing', async () => {
    const cluster = new Rehearsal();
    await applyObjects(resources(FLOW + object('ConfigMap', 'old')), PROJECT, cluster);
    cluster.refusals.set('apply! Sensor/s', new ClusterError('failed', 'down'));
    const stopped = await applyObjects(resources(FLOW), PROJECT, cluster);
    expect(lines(stopped)).not.toContain('deleted ConfigMap/old');
    expect(textOf(cluster.objects.get('ConfigMap/flows/argoflow-project-orders'))).toContain('\\"old\\"');
  });

  it('does not take objects of another one, and lends its own', async () => {
    const cluster = new Rehearsal();
    await applyObjects(resources(FLOW), PROJECT, cluster);
    const other = await applyObjects(resources(FLOW), { ...PROJECT, project: 'bills' }, cluster);
    expect(other.failure?.message).toBe('it belongs to project "orders"');
    await applyObjects(resources(FLOW.replace('"1"', '"3"')), APPLY, cluster);
    expect(textOf(cluster.objects.get('ConfigMap/flows/c'))).toContain('"argoflow/project":"orders"');
  });

  it('leaves the bus of another one as it is, and does not count it as its own', async () => {
    const cluster = new Rehearsal();
    const bus = object('EventBus', 'b', 'spec: {jetstream: {replicas: 1}}\n');
    await applyObjects(resources(bus), { ...PROJECT, project: 'argo-installation' }, cluster);
    const flow = object('Sensor', 's') + bus.replace('replicas: 1', 'replicas: 3');
    for (const project of ['orders', undefined]) {
      const dry = await applyObjects(resources(flow), { ...APPLY, project, dryRun: 'server' }, cluster);
      expect(lines(dry)[0]).toBe('kept EventBus/b');
      const done = await applyObjects(resources(flow), { ...APPLY, project }, cluster);
      expect(done.failure).toBeUndefined();
      expect(done.outcomes[0]).toMatchObject({
        action: 'kept',
        message: 'it belongs to project "argo-installation", and serves all flows of the namespace',
      });
      expect(await differences(resources(flow), { project, prune: false }, cluster)).toEqual([]);
    }
    expect(textOf(cluster.objects.get('EventBus/flows/b'))).toContain('"replicas":1');
    expect(textOf(cluster.objects.get('ConfigMap/flows/argoflow-project-orders'))).not.toContain('EventBus');
    const gone = await deleteObjects(resources(flow), DELETE, cluster);
    expect(lines(gone)).toEqual(['deleted Sensor/s', 'kept EventBus/b']);
  });

  it('stops at an inventory that somebody changed', async () => {
    const cluster = new Rehearsal();
    const metadata = { name: 'argoflow-project-orders', namespace: 'flows' };
    await cluster.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { objects: '[{}]' } });
    await expect(applyObjects(resources(FLOW), PROJECT, cluster)).rejects.toThrow('somebody changed it');
  });
});

describe('a difference', () => {
  it('is what changes, without values of Secrets', async () => {
    const cluster = new Rehearsal();
    const secret = (a: string) =>
      object('Secret', 't', `data: {a: ${a}, same: c2FtZQ==}\n`).replace(
        'metadata: {name: t}',
        `metadata: {name: t, annotations: {kubectl.kubernetes.io/last-applied-configuration: 'x${a}'}}`,
      );
    await applyObjects(resources(FLOW + secret('b25l')), APPLY, cluster);
    const found = await differences(
      resources(FLOW.replace('"1"', '"2"') + secret('dHdv')),
      { project: undefined, prune: false },
      cluster,
    );
    expect(found.map(({ name }) => name.name)).toEqual(['c', 't']);
    expect(found[0]).toMatchObject({ before: { data: { a: '1' } }, after: { data: { a: '2' } } });
    expect(found[1]?.before?.['data']).toEqual({ a: '*** (before)', same: '***' });
    expect(found[1]?.after?.['data']).toEqual({ a: '*** (after)', same: '***' });
    expect(JSON.stringify(found)).not.toMatch(/b25l|dHdv|c2FtZQ/);
  });

  it('shows what only force would change, and by whom it is owned', async () => {
    const cluster = new Rehearsal();
    await applyObjects(resources(FLOW), APPLY, cluster);
    const conflicts = [{ manager: 'm', field: '.data.a' }];
    cluster.refusals.set(
      'apply ConfigMap/c',
      new ClusterError('conflict', 'owned', undefined, { conflicts }),
    );
    const found = await differences(
      resources(FLOW.replace('"1"', '"2"')),
      { project: undefined, prune: false },
      cluster,
    );
    expect(found).toMatchObject([{ name: { name: 'c' }, conflicts, after: { data: { a: '2' } } }]);
  });
});

describe('deleting', () => {
  it('goes backwards, and keeps what holds data', async () => {
    const cluster = new Rehearsal();
    const all = FLOW + object('Namespace', 'flows');
    await applyObjects(resources(all), APPLY, cluster);
    cluster.asked.length = 0;
    const done = await deleteObjects(resources(all + object('ConfigMap', 'never')), DELETE, cluster);
    expect(lines(done)).toEqual([
      'deleted Sensor/s',
      'deleted EventBus/b',
      'deleted ConfigMap/c',
      'absent ConfigMap/never',
      'deleted ServiceAccount/a',
      'kept Namespace/flows',
    ]);
    const rest = await deleteObjects(resources(all), { ...DELETE, withData: true }, cluster);
    expect(lines(rest)).toContain('deleted Namespace/flows');
  });

  it('says what holds an object that does not go', async () => {
    const cluster = new Rehearsal();
    const bus = object('EventBus', 'b').replace('{name: b}', '{name: b, finalizers: [eventbus-controller]}');
    await applyObjects(resources(bus + object('ConfigMap', 'c')), APPLY, cluster);
    cluster.delete = async () => true;
    const stopped = await deleteObjects(
      resources(bus + object('ConfigMap', 'c')),
      { ...DELETE, timeout: 50 },
      cluster,
    );
    expect(lines(stopped)).toEqual(['failed EventBus/b', 'not-done ConfigMap/c']);
    expect(stopped.failure?.message).toBe(
      'it is being deleted, but still there after 0.05 s: the controller behind finalizer "eventbus-controller" has not let go of it',
    );
  });
});
