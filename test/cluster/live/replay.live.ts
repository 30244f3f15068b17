import { createServer } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { nameOf } from '../../../src/cluster/object.ts';
import { openCluster } from '../../../src/cluster/open.ts';
import { until } from '../../../src/cluster/timing.ts';
import { CHECKS } from '../../../src/doctor/checks/index.ts';
import { examine } from '../../../src/doctor/examine.ts';
import { openEngine } from '../../../src/engine/wasm.ts';
import { testOnCluster } from '../../../src/follow/run.ts';
import { isObject, type JsonObject, type JsonValue, valueAt } from '../../../src/json.ts';
import { argoflow } from '../../support/binary.ts';
import { answerForward, answerLog, type Delivered } from '../replay/kubelet.ts';
import { Stage } from '../replay/stage.ts';
import { TABLE } from '../replay/table.ts';
import { writeKubeconfig } from '../stand-in.ts';
import { type ApiServer, startApiServer } from './api-server.ts';

// The recordings once more, with a real API server that keeps their objects, checks their permissions and answers lists
// and watches. Only what it would ask a kubelet for is answered before it: logs, and connections to pods.

const PAYLOADS = fileURLToPath(new URL('../../../payloads', import.meta.url));
const NAMES = Object.keys(TABLE);

/** The kinds in the order in which one needs the other, with the paths of their lists. */
const KINDS: Readonly<Record<string, string>> = {
  ServiceAccount: '/api/v1/namespaces/NS/serviceaccounts',
  Role: '/apis/rbac.authorization.k8s.io/v1/namespaces/NS/roles',
  RoleBinding: '/apis/rbac.authorization.k8s.io/v1/namespaces/NS/rolebindings',
  EventBus: '/apis/argoproj.io/v1alpha1/namespaces/NS/eventbus',
  EventSource: '/apis/argoproj.io/v1alpha1/namespaces/NS/eventsources',
  Sensor: '/apis/argoproj.io/v1alpha1/namespaces/NS/sensors',
  Workflow: '/apis/argoproj.io/v1alpha1/namespaces/NS/workflows',
  Deployment: '/apis/apps/v1/namespaces/NS/deployments',
  StatefulSet: '/apis/apps/v1/namespaces/NS/statefulsets',
  Service: '/api/v1/namespaces/NS/services',
  Pod: '/api/v1/namespaces/NS/pods',
  Event: '/api/v1/namespaces/NS/events',
};
const DEFINITIONS: readonly (readonly [plural: string, kind: string, scope: string])[] = [
  ['eventbus', 'EventBus', 'Namespaced'],
  ['eventsources', 'EventSource', 'Namespaced'],
  ['sensors', 'Sensor', 'Namespaced'],
  ['workflows', 'Workflow', 'Namespaced'],
  ['workflowtemplates', 'WorkflowTemplate', 'Namespaced'],
  ['cronworkflows', 'CronWorkflow', 'Namespaced'],
  ['clusterworkflowtemplates', 'ClusterWorkflowTemplate', 'Cluster'],
];

/** Milliseconds. */
const LATER = 600_000;
/** An API server dates objects itself: which of two is the older one cannot be played. */
const BY_AGE: ReadonlySet<string> = new Set(['accounts/renewed']);

/** Speaks to an API server as its administrator. */
class Administrator {
  readonly server: string;
  readonly #config = new KubeConfig();
  #options: RequestOptions = {};

  constructor(kubeconfig: string) {
    this.#config.loadFromFile(kubeconfig);
    this.server = this.#config.getCurrentCluster()?.server ?? '';
  }

  async options(): Promise<RequestOptions> {
    if (Object.keys(this.#options).length === 0) await this.#config.applyToHTTPSOptions(this.#options);
    return this.#options;
  }

  async call(
    method: string,
    path: string,
    body?: JsonObject,
    type = 'application/json',
  ): Promise<{ readonly code: number; readonly value: JsonObject }> {
    const options = await this.options();
    return await new Promise((resolve, reject) => {
      const call = httpsRequest(`${this.server}${path}`, { ...options, method }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        // What is not served yet is answered in plain text.
        const value = () => (text.startsWith('{') ? JSON.parse(text) : {});
        answer.on('end', () => resolve({ code: answer.statusCode ?? 0, value: value() }));
      });
      call.setHeader('Content-Type', type);
      call.on('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

// Somebody else's cluster is not given objects that controllers and kubelets would act on.
describe.runIf(inject('own'))('recordings on a real API server', () => {
  let server: ApiServer;
  let admin: Administrator;
  const engine = openEngine();

  beforeAll(async () => {
    server = await startApiServer();
    admin = new Administrator(server.kubeconfig);
    for (const [plural, kind, scope] of DEFINITIONS) {
      const openAPIV3Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
      const spec = {
        group: 'argoproj.io',
        names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List` },
        scope,
        versions: [{ name: 'v1alpha1', served: true, storage: true, schema: { openAPIV3Schema } }],
      };
      const definition = {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${plural}.argoproj.io` },
        spec,
      };
      await admin.call('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
    }
    for (const [plural] of DEFINITIONS)
      await until(
        async () => (await admin.call('GET', `/apis/argoproj.io/v1alpha1/${plural}`)).code === 200,
        60_000,
        undefined,
      );
    for (const name of ['argo-events', 'one']) {
      await admin.call('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
      await admin.call('POST', `/api/v1/namespaces/${name}/serviceaccounts`, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default' },
      });
    }
  });
  afterAll(async () => {
    engine.close();
    await server.stop();
  });

  /** Keeps the objects of the API server those of the stage. */
  class Actor {
    readonly #stage: Stage;
    readonly #now = Date.now();
    /** uid of the recording → the one that the API server gave. */
    readonly #uids = new Map<string, string>();
    /** Path → the last status that was written. */
    readonly #written = new Map<string, string>();

    constructor(stage: Stage) {
      this.#stage = stage;
    }

    async play(): Promise<void> {
      const order = Object.keys(KINDS);
      const objects = [...this.#stage.objects()].sort(
        (a, b) => order.indexOf(nameOf(a).kind) - order.indexOf(nameOf(b).kind),
      );
      for (const object of objects) await this.#write(object);
    }

    async #write(object: JsonObject): Promise<void> {
      const { kind, namespace, name } = nameOf(object);
      const list = KINDS[kind]?.replace('NS', namespace);
      if (list === undefined) throw new Error(`no path for ${kind}`);
      const path = `${list}/${name}`;
      const text = JSON.stringify(object['status'] ?? null);
      if (this.#written.get(path) === text) return;
      const isNew = !this.#written.has(path);
      this.#written.set(path, text);
      const prepared = this.#prepared(object);
      if (isNew) {
        const { code, value } = await admin.call('POST', list, prepared);
        if (code === 409) return;
        if (code !== 201) throw new Error(`${kind} "${name}": ${code} ${JSON.stringify(value)}`);
        const [old, fresh] = [object, value].map((one) => String(valueAt(one, ['metadata', 'uid'])));
        if (old !== undefined && fresh !== undefined) this.#uids.set(old, fresh);
      }
      const status = prepared['status'];
      if (!isObject(status)) return;
      const isOwn = kind === 'Pod' || kind === 'Deployment' || kind === 'StatefulSet';
      if (isNew && !isOwn) return;
      const merge = 'application/merge-patch+json';
      const { code, value } = await admin.call('PATCH', isOwn ? `${path}/status` : path, { status }, merge);
      if (code !== 200) throw new Error(`status of ${kind} "${name}": ${code} ${JSON.stringify(value)}`);
    }

    /** Without what only an API server writes, with the uids that it gave, and with times of today in a status. */
    #prepared(object: JsonObject): JsonObject {
      let text = JSON.stringify(object);
      for (const [old, fresh] of this.#uids) text = text.replaceAll(old, fresh);
      const copy: JsonObject = JSON.parse(text);
      const metadata = isObject(copy['metadata']) ? copy['metadata'] : {};
      const {
        uid: _,
        resourceVersion: __,
        creationTimestamp: ___,
        generation: ____,
        finalizers: _____,
        ...kept
      } = metadata;
      const spec = isObject(copy['spec']) ? copy['spec'] : undefined;
      const { clusterIP, clusterIPs: ______, ...service } = spec ?? {};
      const ip = clusterIP === 'None' ? { clusterIP } : {};
      return {
        ...copy,
        metadata: kept,
        ...(spec !== undefined && { spec: copy['kind'] === 'Service' ? { ...service, ...ip } : spec }),
        ...(copy['kind'] === 'Workflow' &&
          copy['status'] !== undefined && { status: this.#today(copy['status']) }),
      };
    }

    #today(status: JsonValue): JsonValue {
      const shift = this.#now - this.#stage.now;
      const text = JSON.stringify(status).replace(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z"/g, (_, time: string) =>
        JSON.stringify(`${new Date(Date.parse(`${time}Z`) + shift).toISOString().slice(0, 19)}Z`),
      );
      return JSON.parse(text);
    }

    /** Takes everything away again. */
    async leave(): Promise<void> {
      for (const path of [...this.#written.keys()].reverse()) {
        const { code, value } = await admin.call('DELETE', `${path}?gracePeriodSeconds=0`);
        if (code !== 200 && code !== 202 && code !== 404)
          throw new Error(`delete ${path}: ${code} ${JSON.stringify(value)}`);
      }
    }
  }

  /** Stands before the API server, in the place of the kubelet behind it. */
  async function openDoor(stage: Stage, actor: Actor) {
    const delivered: Delivered[] = [];
    const options = await admin.options();
    const door = createServer((incoming, response) => {
      const url = new URL(incoming.url ?? '/', 'http://door');
      if (answerLog(stage, url, response)) return;
      const isStep = stage.hasFired && incoming.method === 'GET' && url.pathname.endsWith('/workflows');
      if (isStep) stage.advance();
      const { host: _, authorization: __, ...own } = incoming.headers;
      // The administrator's token, where it is no certificate.
      const headers = { ...own, ...(options.headers as Record<string, string> | undefined) };
      const hand = () => {
        const call = httpsRequest(
          `${admin.server}${incoming.url}`,
          { ...options, method: incoming.method ?? 'GET', headers },
          (answer) => {
            // All objects are seconds old, and doctor has patience with young ones.
            const later = new Date(Date.parse(answer.headers.date ?? '') + LATER).toUTCString();
            response.writeHead(answer.statusCode ?? 502, { ...answer.headers, date: later });
            answer.pipe(response);
          },
        );
        call.on('error', () => response.destroy());
        incoming.pipe(call);
      };
      if (isStep) actor.play().then(hand, () => response.destroy());
      else hand();
    });
    door.on('upgrade', (incoming, socket) => {
      if (!answerForward(stage, incoming, socket, delivered)) socket.destroy();
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    const { port } = door.address() as AddressInfo;
    const contexts = [{ name: 'lab', context: { cluster: 'lab', user: 'me', namespace: stage.namespace } }];
    return {
      delivered,
      kubeconfig: writeKubeconfig(`http://127.0.0.1:${port}`, { token: 'sesame' }, { contexts }),
      close: () =>
        new Promise<void>((resolve) => {
          door.close(() => resolve());
          door.closeAllConnections();
        }),
    };
  }

  it.each(NAMES)('%s: test-event and doctor name the hop and the cause', async (name) => {
    const expected = TABLE[name];
    const stage = new Stage(name);
    const actor = new Actor(stage);
    await actor.play();
    const door = await openDoor(stage, actor);
    const cluster = openCluster({ kubeconfig: door.kubeconfig }, {});
    const signal = new AbortController().signal;
    try {
      const nothing = () => undefined;
      const { trail, prediction } = await testOnCluster(
        {
          targets: [],
          data: '{"message":"Dont call me Shirley"}',
          set: [],
          header: [],
          payloads: PAYLOADS,
          timeout: 60_000,
          wait: true,
          interval: 20,
          logs: false,
          signal,
        },
        async () => '',
        cluster,
        { predicted: nothing, hop: nothing, node: nothing, log: nothing },
      );
      expect(prediction.outcome).toBe(expected?.predictedWithRoles ?? expected?.predicted);
      expect(trail.cause?.kind).toBe(expected?.death?.hop);
      expect(trail.outcome).toBe(expected?.death === undefined ? 'succeeded' : 'died');
      expect(trail.cause?.evidence?.text ?? '').toMatch(expected?.death?.text ?? /^$/);

      stage.end();
      await actor.play();
      const reader = openCluster({ kubeconfig: door.kubeconfig, readOnly: true }, {});
      const { results } = await examine(reader, {
        namespace: stage.namespace,
        checks: CHECKS,
        engine,
        wait: 0,
        logs: true,
        now: Date.now,
        signal,
      });
      reader.close();
      const found = results.flatMap(({ id, findings }) => findings.map((finding) => ({ id, ...finding })));
      for (const [check, object, words] of [...(expected?.doctor ?? []), ...(expected?.logs ?? [])]) {
        if (BY_AGE.has(check)) continue;
        const texts = found
          .filter((finding) => finding.id === check && finding.object === object)
          .map(({ title, evidence = [] }) => [title, ...evidence].join('\n'));
        expect(texts.join('\n'), `${check} of ${object}`).toContain(words);
      }
    } finally {
      cluster.close();
      await door.close();
      await actor.leave();
    }
  });

  it('doctor --fix grants what the API server refuses, and nothing else', async () => {
    const actor = new Actor(new Stage('sensor-forbidden-k8s'));
    await actor.play();
    const may = async (verb: string) => {
      const resourceAttributes = {
        namespace: 'argo-events',
        verb,
        group: 'argoproj.io',
        resource: 'workflows',
      };
      const user = 'system:serviceaccount:argo-events:sensorforbiddenk8s-sensor';
      const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
      const kind = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview' };
      const { value } = await admin.call('POST', path, { ...kind, spec: { user, resourceAttributes } });
      return valueAt(value, ['status', 'allowed']);
    };
    const where = ['-n', 'argo-events', '--kubeconfig', server.kubeconfig];
    const check = ['doctor', '--only', 'accounts/permissions', ...where];
    expect([await may('create'), (await argoflow(check)).code]).toEqual([false, 1]);
    const { stdout, stderr } = await argoflow(['doctor', '--only', 'accounts', '--fix', '--yes', ...where]);
    expect(stdout + stderr).toContain('create');
    // What may be done is read from a cache of the API server, a moment later.
    await until(async () => (await may('create')) === true, 30_000, undefined);
    expect([await may('delete'), await may('list')]).toEqual([false, false]);
    expect((await argoflow(check)).code).toBe(0);
    await actor.leave();
  });
});
