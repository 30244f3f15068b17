import { afterAll, expect, it } from 'vitest';
import type { AccessQuestion, Cluster, Selection } from '../../src/cluster/cluster.ts';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import { nameOf } from '../../src/cluster/object.ts';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { collect } from '../../src/doctor/collect.ts';
import { examine } from '../../src/doctor/examine.ts';
import { LISTED } from '../../src/doctor/kinds.ts';
import { chosenChecks } from '../../src/doctor/run.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonObject } from '../../src/json.ts';
import { renderDoctor, renderDoctorJson, renderDoctorJunit } from '../../src/report/doctor.ts';
import { recordedState } from './recordings.ts';

const engine = openEngine();
afterAll(() => engine.close());

interface Lab {
  /** What access reviews answer; undefined: they may not be made. */
  readonly allow?: boolean | undefined;
  /** May this be listed? */
  readonly may?: (selection: Selection) => boolean;
  readonly more?: readonly JsonObject[];
}

/** A cluster with the objects of a recording, which remembers what it was asked. */
function lab(recording: string, { may = () => true, more = [], ...rest }: Lab = {}) {
  const allow = 'allow' in rest ? rest.allow : false;
  const objects = [...[...recordedState(recording).objects.values()].flat(), ...more];
  const lists: Selection[] = [];
  const questions: AccessQuestion[] = [];
  const cluster: Pick<Cluster, 'context' | 'server' | 'namespace' | 'version' | 'list' | 'accessReview'> = {
    context: 'lab',
    server: 'https://lab:6443',
    namespace: 'argo-events',
    version: async () => 'v1.36.3',
    list: async (selection) => {
      lists.push(selection);
      if (!may(selection)) throw new ClusterError('forbidden', `not allowed to list ${selection.kind}`);
      const items = objects.filter((one) => nameOf(one).kind === selection.kind);
      return { items, resourceVersion: '1' };
    },
    accessReview: async (question) => {
      questions.push(question);
      if (allow === undefined) throw new ClusterError('forbidden', 'not allowed to ask');
      return { allowed: allow, reason: '' };
    },
  };
  const look = async (only: readonly string[] = []) => {
    const checks = chosenChecks({ only, skip: [] });
    const now = () => recordedState(recording).now;
    const asked = {
      namespace: 'argo-events',
      checks,
      engine,
      wait: 0,
      now,
      signal: new AbortController().signal,
    };
    // Nothing else is asked for.
    return (await examine(cluster as Cluster, asked)).results;
  };
  // Nothing else is asked for.
  return { cluster: cluster as Cluster, lists, questions, look };
}

const permissionsIn = async (setting: ReturnType<typeof lab>) =>
  (await setting.look(['accounts/permissions'])).flatMap(({ findings }) => findings);

it('asks for each kind once, and of Secrets for no values', async () => {
  const { lists, look } = lab('ok-k8s');
  await look();
  expect(lists.map(({ kind }) => kind)).toEqual(LISTED.map(({ kind }) => kind));
  expect(lists.find(({ kind }) => kind === 'Secret')?.metadataOnly).toBe(true);
});

it('asks the cluster about what roles do not grant, and says so', async () => {
  const setting = lab('sensor-forbidden-k8s');
  const [finding] = await permissionsIn(setting);
  expect(setting.questions).toMatchObject([
    {
      verb: 'create',
      group: 'argoproj.io',
      resource: 'workflows',
      namespace: 'argo-events',
      user: 'system:serviceaccount:argo-events:sensorforbiddenk8s-sensor',
    },
  ]);
  expect(finding?.evidence?.[0]).toBe('asked the cluster (SubjectAccessReview): denied');
});

it('believes a cluster that allows by other means than roles', async () => {
  expect(await permissionsIn(lab('sensor-forbidden-k8s', { allow: true }))).toEqual([]);
});

it('says what neither roles nor the cluster tell', async () => {
  const may = ({ kind }: Selection) => !kind.startsWith('Role') && !kind.startsWith('ClusterRole');
  const found = await permissionsIn(lab('sensor-no-service-account', { allow: undefined, may }));
  expect(found.map(({ severity }) => severity)).toEqual(['warning']);
  expect(found[0]?.title).toMatch(/^\d+ rights? could not be judged/);
});

it('looks for controllers only where it may look', async () => {
  const running = async (may: NonNullable<Lab['may']>) =>
    (await lab('ok-k8s', { may }).look(['controllers/running']))[0];
  expect((await running(() => true))?.findings.map(({ title }) => title)).toEqual([
    'no deployment runs the controller of Argo Events',
    'no deployment runs the controller of Argo Workflows',
  ]);
  const inOneNamespace = await running(({ namespace }) => namespace !== undefined);
  expect(inOneNamespace?.skipped).toContain('not allowed to list deployments of all namespaces');
});

it('says which check could not be made, and never that it is fine', async () => {
  const results = await lab('ok-k8s', { may: ({ kind }) => kind !== 'Pod' }).look();
  const pods = results.find(({ id }) => id === 'sensors/pods');
  expect(pods).toMatchObject({ skipped: 'not allowed to list Pod', findings: [] });
  const seen = { context: 'lab', server: 'https://lab:6443', kubernetes: 'v1.36.3', results };
  const text = renderDoctor(seen, { color: false, columns: 80, unicode: true });
  expect(text).toContain('  – a pod of every Sensor runs\n    not checked: not allowed to list Pod\n');
  const { checks } = JSON.parse(renderDoctorJson(seen));
  expect(checks.find(({ id }: { id: string }) => id === 'sensors/pods').result).toBe('skipped');
  const junit = renderDoctorJunit(seen);
  expect(junit).toContain('<testsuite name="sensors" tests="2" failures="0" skipped="1">');
  expect(junit).toContain('<testsuite name="controllers" tests="1" failures="1" skipped="0">');
  expect(junit).toContain(
    '<failure message="no deployment runs the controller of Argo Events">no deployment runs',
  );
});

it('keeps no annotation of a Secret, where kubectl may have left its values', async () => {
  const secret: JsonObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'token',
      namespace: 'argo-events',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"token":"aHVudGVyMg=="}}',
      },
    },
  };
  const { cluster } = lab('auth-secret-missing', { more: [secret] });
  const { objects } = await collect(cluster, undefined, 0, {});
  expect(objects.get('Secret')).toEqual([
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token', namespace: 'argo-events' } },
  ]);
});

it('refuses a check that is not there, with the nearest one', () => {
  expect(() => chosenChecks({ only: ['sensor'], skip: [] })).toThrow('there is no check "sensor"');
  expect(chosenChecks({ only: [], skip: ['manifests'] })).toHaveLength(CHECKS.length - 1);
});
