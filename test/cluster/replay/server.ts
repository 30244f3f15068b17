import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { nameOf } from '../../../src/cluster/object.ts';
import { isObject, type JsonObject, valueAt } from '../../../src/json.ts';
import { buildLiveModel } from '../../../src/model/live.ts';
import { Authorizer } from '../../../src/rbac/authorizer.ts';
import { builtInRoles } from '../../../src/rbac/built-in.ts';
import { json, status, writeKubeconfig } from '../stand-in.ts';
import { answerForward, answerLog, type Delivered } from './kubelet.ts';
import type { Stage } from './stage.ts';

interface Served {
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** What was recorded; all other kinds are served, and may not be read. */
const RECORDED: Readonly<Record<string, readonly Served[]>> = {
  v1: [
    { plural: 'pods', kind: 'Pod', namespaced: true },
    { plural: 'services', kind: 'Service', namespaced: true },
    { plural: 'events', kind: 'Event', namespaced: true },
    { plural: 'serviceaccounts', kind: 'ServiceAccount', namespaced: true },
  ],
  'apps/v1': [
    { plural: 'deployments', kind: 'Deployment', namespaced: true },
    { plural: 'statefulsets', kind: 'StatefulSet', namespaced: true },
  ],
  'argoproj.io/v1alpha1': [
    { plural: 'eventbus', kind: 'EventBus', namespaced: true },
    { plural: 'eventsources', kind: 'EventSource', namespaced: true },
    { plural: 'sensors', kind: 'Sensor', namespaced: true },
    { plural: 'workflows', kind: 'Workflow', namespaced: true },
    { plural: 'workflowtemplates', kind: 'WorkflowTemplate', namespaced: true },
    { plural: 'cronworkflows', kind: 'CronWorkflow', namespaced: true },
    { plural: 'clusterworkflowtemplates', kind: 'ClusterWorkflowTemplate', namespaced: false },
  ],
  'rbac.authorization.k8s.io/v1': [
    { plural: 'roles', kind: 'Role', namespaced: true },
    { plural: 'rolebindings', kind: 'RoleBinding', namespaced: true },
  ],
};
const UNRECORDED: Readonly<Record<string, readonly Served[]>> = {
  v1: [
    { plural: 'secrets', kind: 'Secret', namespaced: true },
    { plural: 'configmaps', kind: 'ConfigMap', namespaced: true },
  ],
  'rbac.authorization.k8s.io/v1': [
    { plural: 'clusterroles', kind: 'ClusterRole', namespaced: false },
    { plural: 'clusterrolebindings', kind: 'ClusterRoleBinding', namespaced: false },
  ],
};

export interface ReplayServer {
  readonly url: string;
  readonly kubeconfig: string;
  /** What came to the event source. */
  readonly delivered: readonly Delivered[];
  /** `GET /api/v1/pods`, in their order. */
  readonly requests: readonly string[];
  /** Connections that are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

export interface ReplayOptions {
  /** Answers a request itself where it gives true. */
  readonly intercept?: (url: URL, response: ServerResponse, method: string, body: string) => boolean;
  /** Connections to pods are refused. */
  readonly refuseForwarding?: boolean;
}

/** An API server of this process on which a recording happens. Each look at the Workflows is a step of it. */
export async function replayServer(
  stage: Stage,
  { intercept, refuseForwarding = false }: ReplayOptions = {},
): Promise<ReplayServer> {
  const delivered: Delivered[] = [];
  const requests: string[] = [];
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://stand-in');
      const method = incoming.method ?? '';
      requests.push(`${method} ${url.pathname}${url.searchParams.get('watch') === '1' ? ' watch' : ''}`);
      response.setHeader('Date', new Date(stage.now).toUTCString());
      if (intercept?.(url, response, method, body) === true) return;
      answer(stage, url, method, body, response);
    });
  };
  const sockets = new Set<Duplex>();
  const server = createServer(listener);
  server.on('upgrade', (request, socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (refuseForwarding) return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    if (!answerForward(stage, request, socket, delivered)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    kubeconfig: writeKubeconfig(
      url,
      { token: 'sesame' },
      {
        contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'me', namespace: stage.namespace } }],
      },
    ),
    delivered,
    requests,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(stage: Stage, url: URL, method: string, body: string, response: ServerResponse): unknown {
  const { pathname } = url;
  if (pathname === '/version') return json(response, 200, { gitVersion: 'v1.36.3' });
  if (pathname === '/readyz') return response.end('ok');
  if (pathname.endsWith('accessreviews')) return json(response, 201, reviewed(stage, JSON.parse(body)));
  if (answerLog(stage, url, response)) return undefined;
  const [, group, rest = ''] =
    /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))(.*)$/.exec(pathname)?.filter(isText) ?? [];
  if (group === undefined) return status(response, 404, 'the server could not find the requested resource');
  const kinds = [...(RECORDED[group] ?? []), ...(UNRECORDED[group] ?? [])];
  if (kinds.length === 0) return status(response, 404, 'the server could not find the requested resource');
  if (rest === '')
    return json(response, 200, { kind: 'APIResourceList', groupVersion: group, resources: kinds.map(named) });
  const [, namespace, plural = '', name] =
    /^\/(?:namespaces\/([^/]+)\/)?([^/]+)(?:\/([^/]+))?$/.exec(rest) ?? [];
  const served = RECORDED[group]?.find((one) => one.plural === plural);
  if (method !== 'GET' || served === undefined) {
    return status(response, 403, `${plural} is forbidden: it was not recorded`);
  }
  if (served.kind === 'Deployment' && namespace === undefined)
    return status(response, 403, 'deployments is forbidden: only one namespace was recorded');
  if (served.kind === 'Workflow' && stage.hasFired && name === undefined) stage.advance();
  const items = stage
    .objects()
    .filter(
      (object) =>
        object['kind'] === served.kind &&
        (namespace === undefined || nameOf(object).namespace === namespace) &&
        matches(object, url.searchParams),
    );
  if (name !== undefined) {
    const found = items.find((object) => nameOf(object).name === name);
    return found === undefined ? status(response, 404, 'not found') : json(response, 200, found);
  }
  // Pods that come later are not followed by a watch here: there are none among event sources and sensors.
  if (url.searchParams.get('watch') === '1') return response.writeHead(200).flushHeaders();
  return json(response, 200, { metadata: { resourceVersion: '1' }, items });
}

function isText(part: string | undefined): part is string {
  return part !== undefined;
}

function named({ plural, kind, namespaced }: Served): object {
  return { name: plural, kind, namespaced, verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] };
}

function matches(object: JsonObject, query: URLSearchParams): boolean {
  const fields = query.get('fieldSelector') ?? '';
  if (fields === 'type=Warning' && object['type'] !== 'Warning') return false;
  const [, pod] = /^metadata\.name=(.+)$/.exec(fields) ?? [];
  if (pod !== undefined && nameOf(object).name !== pod) return false;
  return (query.get('labelSelector') ?? '')
    .split(/,(?![^(]*\))/)
    .filter((one) => one !== '')
    .every((one) => {
      const [, key = '', rest = ''] = /^([^=\s]+)(.*)$/.exec(one) ?? [];
      const value = valueAt(object, ['metadata', 'labels', key]);
      if (rest === '') return value !== undefined;
      if (rest.startsWith('=')) return value === rest.slice(1);
      const [, list = ''] = /^ in \((.*)\)$/.exec(rest) ?? [];
      return typeof value === 'string' && list.split(',').includes(value);
    });
}

/** Decides as the recorded roles and bindings do, which are all that the accounts had. */
function reviewed(stage: Stage, review: JsonObject): JsonObject {
  const spec = review['spec'];
  const attributes = isObject(spec) ? spec['resourceAttributes'] : undefined;
  if (!isObject(spec) || !isObject(attributes)) return { ...review, status: { allowed: false } };
  const text = (key: string) => String(attributes[key] ?? '');
  if (spec['user'] === undefined) return { ...review, status: { allowed: true } };
  const model = buildLiveModel(stage.objects(), { namespace: stage.namespace });
  const authorizer = new Authorizer({
    roles: [...builtInRoles(), ...model.roles],
    roleBindings: model.roleBindings,
    namespaceOf: (resource) => model.namespaceOf(resource),
  });
  const groups = Array.isArray(spec['groups']) ? spec['groups'].map(String) : [];
  const allowed = authorizer.allows(
    { user: String(spec['user']), groups },
    {
      verb: text('verb'),
      group: text('group'),
      resource: text('resource'),
      subresource: text('subresource'),
      name: text('name'),
      namespace: text('namespace'),
    },
  );
  return { ...review, status: { allowed } };
}
