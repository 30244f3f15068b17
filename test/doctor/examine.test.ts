import { afterAll, expect, it } from 'vitest';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { collect } from '../../src/doctor/collect.ts';
import { examine } from '../../src/doctor/examine.ts';
import { LISTED } from '../../src/doctor/kinds.ts';
import { chosenChecks } from '../../src/doctor/run.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonObject } from '../../src/json.ts';
import { renderDoctor, renderDoctorJson, renderDoctorJunit } from '../../src/report/doctor.ts';
import { NOW, openLaboratory, WELL_CLUSTER, withChanges } from './laboratory.ts';

const engine = openEngine();
afterAll(() => engine.close());

const now = () => Date.parse(NOW);

function look(yaml: string, only: readonly string[] = []) {
  const laboratory = openLaboratory(withChanges(yaml, 'test'));
  const asked = {
    namespace: 'flows',
    checks: chosenChecks({ only, skip: [] }),
    engine,
    wait: 0,
    logs: false,
    now,
    signal: new AbortController().signal,
  };
  return { ...laboratory, seen: examine(laboratory.cluster, asked) };
}

it('asks for each kind once, and of Secrets for no values', async () => {
  const { cluster, asked } = openLaboratory(WELL_CLUSTER);
  await collect(cluster, { namespace: undefined, now: now(), logs: false }, {});
  expect(asked.lists.map(({ kind }) => kind)).toEqual(LISTED.map(({ kind }) => kind));
  for (const kind of ['Secret', 'ConfigMap'])
    expect(asked.lists.find((one) => one.kind === kind)?.metadataOnly).toBe(true);
});

it('asks as often for many flows as for one', async () => {
  const requests = async (workflows: number) => {
    const { cluster, asked } = openLaboratory(withChanges(`kind: Facts\nworkflows: ${workflows}\n`, 'test'));
    await collect(cluster, { namespace: undefined, now: now(), logs: false }, {});
    return asked.lists.length + asked.questions.length;
  };
  expect(await requests(500)).toBe(await requests(1));
});

const REFUSED = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: deploy-sensor, namespace: flows}
rules: []
`;

it('asks the cluster about what roles do not grant, and of nothing else', async () => {
  const { asked, seen } = look(REFUSED, ['accounts/permissions']);
  const [result] = (await seen).results;
  expect(asked.questions.filter(({ user }) => user !== undefined)).toMatchObject([
    {
      verb: 'create',
      group: 'argoproj.io',
      resource: 'workflows',
      namespace: 'flows',
      user: 'system:serviceaccount:flows:deploy-sensor',
    },
  ]);
  expect(result?.findings[0]?.evidence?.[0]).toBe('asked the cluster (SubjectAccessReview): denied');
});

it('believes a cluster that allows by other means than roles', async () => {
  const { cluster } = openLaboratory(withChanges(REFUSED, 'test'));
  const lenient = Object.assign(Object.create(cluster), {
    accessReview: async () => ({ allowed: true, reason: 'a webhook says so' }),
  });
  const { reviews } = await collect(lenient, { namespace: undefined, now: now(), logs: false }, {});
  expect([...reviews.values()]).toEqual([true]);
});

it('says what neither roles nor the cluster tell', async () => {
  const { seen } = look(
    'kind: Facts\nreviews: false\nforbidden: [Role, RoleBinding, ClusterRole, ClusterRoleBinding]\n',
    ['accounts/permissions'],
  );
  const found = (await seen).results.flatMap(({ findings }) => findings);
  expect(found.map(({ severity }) => severity)).toEqual(['warning']);
  expect(found[0]?.title).toMatch(/^\d+ rights? could not be judged/);
});

it('looks for controllers only where it may look', async () => {
  const { cluster } = openLaboratory(WELL_CLUSTER);
  const narrow: typeof cluster = Object.assign(Object.create(cluster), {
    list: async (selection: Parameters<typeof cluster.list>[0]) => {
      if (selection.namespace === undefined && selection.kind === 'Deployment')
        throw new ClusterError('forbidden', 'no');
      return await cluster.list(selection);
    },
  });
  const checks = chosenChecks({ only: ['controllers/running'], skip: [] });
  const signal = new AbortController().signal;
  const asked = { namespace: 'flows', checks, engine, wait: 0, logs: false, now, signal };
  const { results } = await examine(narrow, asked);
  expect(results[0]?.skipped).toContain('not allowed to list deployments of all namespaces');
});

it('says which check could not be made, and never that it is fine', async () => {
  const { results } = await look('kind: Facts\nforbidden: [Pod]\n', ['sensors/pods', 'sensors/conditions'])
    .seen;
  expect(results.find(({ id }) => id === 'sensors/pods')).toMatchObject({
    skipped: 'not allowed to list Pod',
    findings: [],
  });
  const seen = { context: 'lab', server: 'https://lab:6443', kubernetes: 'v1.36.3', results };
  const text = renderDoctor(seen, { color: false, columns: 80, unicode: true });
  expect(text).toContain('  – a pod of every Sensor runs\n    not checked: not allowed to list Pod\n');
  const { checks } = JSON.parse(renderDoctorJson(seen));
  expect(checks.find(({ id }: { id: string }) => id === 'sensors/pods').result).toBe('skipped');
  expect(renderDoctorJunit(seen)).toContain('<testsuite name="sensors" tests="2" failures="0" skipped="1">');
});

it('bears with what is young, unless somebody waits for it', async () => {
  // Ten seconds old: its servers are about to start, as they were on a real cluster.
  const young = withChanges(
    `kind: EventBus
metadata: { name: default, namespace: flows, creationTimestamp: "2026-01-02T10:59:50Z" }
---
kind: Pod
metadata: { name: eventbus-default-js-0, namespace: flows }
status: { conditions: [{ type: Ready, status: "False" }] }
---
kind: Pod
metadata: { name: eventbus-default-js-1, namespace: flows }
status: { conditions: [{ type: Ready, status: "False" }] }
`,
    'test',
  );
  const checks = chosenChecks({ only: ['eventbus/pods'], skip: [] });
  const signal = new AbortController().signal;
  const of = async (wait: number) => {
    const { cluster } = openLaboratory(young);
    const asked = { namespace: 'flows', checks, engine, wait, logs: false, now, signal };
    return (await examine(cluster, asked)).results.flatMap(({ findings }) =>
      findings.map(({ title }) => title),
    );
  };
  expect(await of(0)).toEqual([]);
  expect(await of(1)).toEqual(['1 of 3 servers is ready: it takes no events, as more than half have to be']);
});

it('says once why several checks could not be made, and where there is nothing to look at', async () => {
  const { results } = await look('kind: Facts\nnotServed: [Sensor]\n', [
    'sensors/pods',
    'sensors/restarts',
    'security',
  ]).seen;
  const seen = { context: 'lab', server: '', kubernetes: 'v1.36.3', namespace: 'flows', flows: 0, results };
  const text = renderDoctor(seen, { color: false, columns: 60, unicode: true });
  await expect(text).toMatchFileSnapshot('golden/nothing-there.txt');
});

it('reports what it found as JUnit', async () => {
  const { results } = await look(REFUSED, ['accounts']).seen;
  const junit = renderDoctorJunit({ context: 'lab', server: '', kubernetes: '', results });
  expect(junit).toContain('<testsuite name="accounts" tests="4" failures="1" skipped="0">');
  expect(junit).toContain('<failure message="service account &quot;deploy-sensor&quot; may not create');
});

it('keeps no annotation and no value of a Secret, only its keys', async () => {
  const secret: JsonObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'password',
      namespace: 'flows',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"token":"aHVudGVyMg=="}}',
      },
    },
    data: { token: 'aHVudGVyMg==' },
  };
  const { cluster } = openLaboratory({ objects: [...WELL_CLUSTER.objects, secret], facts: {} });
  const { objects, model } = await collect(cluster, { namespace: undefined, now: 0, logs: false }, {});
  expect(objects.get('Secret')?.at(-1)).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'password', namespace: 'flows' },
    keys: ['token'],
  });
  expect(JSON.stringify(model.resources.map(({ value }) => value))).not.toContain('aHVudGVyMg');
});

it('waits until there are no errors any more, also for a cluster that is not there yet', async () => {
  const { cluster } = openLaboratory(WELL_CLUSTER);
  const ill = openLaboratory(withChanges('kind: Facts\nunready: [etcd]\n', 'test')).cluster;
  let looks = 0;
  const starting: typeof cluster = Object.assign(Object.create(cluster), {
    health: async () => {
      looks++;
      if (looks === 1) throw new ClusterError('unreachable', 'nothing listens there');
      return looks === 2 ? await ill.health() : await cluster.health();
    },
  });
  const checks = chosenChecks({ only: ['cluster/ready'], skip: [] });
  const signal = new AbortController().signal;
  const asked = { namespace: 'flows', checks, engine, wait: 30_000, logs: false, now, signal };
  const { results } = await examine(starting, asked);
  expect(results[0]?.findings).toEqual([]);
  expect(looks).toBe(3);
});

it('an hour between the clocks changes no age', async () => {
  // Made ten seconds ago by the clock of the cluster, and an hour by that of this machine.
  const { seen } = look(
    `kind: Facts
now: '2026-01-02T12:00:00Z'
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: fresh, namespace: flows, creationTimestamp: '2026-01-02T10:59:50Z'}
spec: {workflowTemplateRef: {name: deploy}}
`,
    ['workflows/seen'],
  );
  expect((await seen).results[0]?.findings).toEqual([]);
});

it('refuses a check that is not there, with the nearest one', () => {
  expect(() => chosenChecks({ only: ['sensor'], skip: [] })).toThrow('there is no check "sensor"');
  expect(chosenChecks({ only: [], skip: ['manifests'] })).toHaveLength(CHECKS.length - 1);
});
