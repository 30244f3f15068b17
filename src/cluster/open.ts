import { encodeGo, isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import {
  type AccessAnswer,
  type AccessQuestion,
  type Applied,
  type ApplyOptions,
  type Call,
  type Cluster,
  type DeleteOptions,
  FIELD_MANAGER,
  type Forwarding,
  type ForwardOptions,
  type Health,
  type LogLine,
  type LogOptions,
  type ObjectList,
  type ObjectName,
  type ResourceType,
  type Selection,
  type WatchEvent,
  type WatchOptions,
} from './cluster.ts';
import { ClusterError, isReason } from './cluster-error.ts';
import { Discovery, objectPath, resourceName } from './discovery.ts';
import { forwardPort } from './forward.ts';
import { type Access, type ConnectionOptions, findAccess } from './kubeconfig.ts';
import { type LogQuery, readLogs } from './logs.ts';
import { nameOf, resourceVersionOf } from './object.ts';
import { plainRequest, READING, type Request, type Verb } from './request.ts';
import { readObject } from './status.ts';
import { watchObjects } from './watch.ts';
import { Wire } from './wire.ts';

export interface OpenOptions extends ConnectionOptions {
  /** Milliseconds for every request. Default: 30 seconds; a big CustomResourceDefinition takes a third of it. */
  readonly requestTimeout?: number | undefined;
  /** Refuses, before anything is sent, all that is not reading. What `doctor` and its like must open. */
  readonly readOnly?: boolean | undefined;
}

const REQUEST_TIMEOUT = 30_000;

/**
 * The cluster that a kubeconfig leads to. Nothing is sent yet.
 * Load this module by `await import()`: it brings the client library along.
 * Throws a ClusterError (`kubeconfig`).
 */
export function openCluster(
  options: OpenOptions,
  env: Readonly<Record<string, string | undefined>>,
): Cluster {
  const access = findAccess(options, env);
  const allowed = options.readOnly === true ? READING : undefined;
  return new KubernetesCluster(access, options.requestTimeout ?? REQUEST_TIMEOUT, allowed);
}

const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
/** Objects in one answer to a list. */
const PAGE = '500';
/** Seconds after which the server ends a watch in an orderly way. */
const WATCH_SECONDS = '300';

class KubernetesCluster implements Cluster {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  readonly #access: Access;
  readonly #wire: Wire;
  readonly #discovery: Discovery;

  constructor(access: Access, requestTimeout: number, allowed: ReadonlySet<Verb> | undefined) {
    this.context = access.context;
    this.server = access.server;
    this.namespace = access.namespace;
    this.#access = access;
    this.#wire = new Wire(access, { requestTimeout, allowed });
    this.#discovery = new Discovery(this.#wire);
  }

  async version({ signal }: Call = {}): Promise<string> {
    const request = plainRequest('/version');
    const { body } = await this.#wire.send(request, signal);
    const { gitVersion } = readObject(body, request);
    return typeof gitVersion === 'string' ? gitVersion : 'unknown';
  }

  async health({ signal }: Call = {}): Promise<Health> {
    const request = plainRequest('/version');
    const { body, headers } = await this.#wire.send(request, signal);
    const { gitVersion } = readObject(body, request);
    const time = Date.parse(headers.date ?? '');
    return {
      version: typeof gitVersion === 'string' ? gitVersion : 'unknown',
      time: Number.isFinite(time) ? time : undefined,
      unready: await this.#unready(signal),
    };
  }

  /** Source: apiserver pkg/server/healthz/healthz.go: 500 and a line for each check, `[-]etcd failed: reason withheld`. */
  async #unready(signal: AbortSignal | undefined): Promise<readonly string[]> {
    try {
      await this.#wire.send(plainRequest('/readyz'), signal);
      return [];
    } catch (error) {
      // Nobody has to be allowed to ask, and only its own word counts.
      if (isReason(error, 'forbidden', 'not-found')) return [];
      if (!isReason(error, 'failed')) throw error;
      return [...error.message.matchAll(/\[-\](\S+) failed/g)].map(([, name = '']) => name);
    }
  }

  resource(apiVersion: string, kind: string, { signal }: Call = {}): Promise<ResourceType> {
    return this.#discovery.find(apiVersion, kind, signal);
  }

  rediscover(): void {
    this.#discovery.forget();
  }

  async get(name: ObjectName, { signal }: Call = {}): Promise<JsonObject | undefined> {
    const type = await this.#discovery.find(name.apiVersion, name.kind, signal);
    const request = objectRequest('get', 'GET', type, name);
    try {
      const { body } = await this.#wire.send(request, signal);
      return readObject(body, request);
    } catch (error) {
      if (isReason(error, 'not-found')) return undefined;
      throw error;
    }
  }

  async list(selection: Selection, { signal }: Call = {}): Promise<ObjectList> {
    try {
      return await this.#listPages(selection, PAGE, signal);
    } catch (error) {
      // The version that the pages are of may be forgotten before the last one is read.
      if (!isReason(error, 'expired')) throw error;
      return await this.#listPages(selection, undefined, signal);
    }
  }

  async *watch(selection: Selection, options: WatchOptions = {}): AsyncIterable<WatchEvent> {
    const type = await this.#discovery.find(selection.apiVersion, selection.kind, options.signal);
    const request = this.#selecting('watch', type, selection);
    yield* watchObjects(
      {
        list: (signal) => this.list(selection, { signal }),
        open: (resourceVersion, signal) => {
          const query = {
            ...request.query,
            watch: '1',
            allowWatchBookmarks: 'true',
            timeoutSeconds: WATCH_SECONDS,
            resourceVersion,
          };
          const accept = selection.metadataOnly === true ? METADATA : undefined;
          return this.#wire.stream({ ...request, query, accept }, signal);
        },
      },
      options,
    );
  }

  async apply(object: JsonObject, options: ApplyOptions = {}): Promise<Applied> {
    const { signal, dryRun = false, force = false } = options;
    const name = nameOf(object);
    const type = await this.#discovery.find(name.apiVersion, name.kind, signal);
    const request: Request = {
      ...objectRequest('patch', 'PATCH', type, name),
      query: {
        fieldManager: FIELD_MANAGER,
        force: String(force),
        // What the cluster would drop or reads twice is told, and does not stop it: the linter has judged already.
        fieldValidation: 'Warn',
        ...(dryRun && { dryRun: 'All' }),
      },
      // JSON is YAML, too; the type is the one of server-side apply.
      body: { type: 'application/apply-patch+yaml', text: encodeGo(object) },
    };
    const { code, headers, body } = await this.#wire.send(request, signal);
    return {
      object: readObject(body, request),
      created: code === 201,
      warnings: warningsOf(headers['warning']),
    };
  }

  async delete(name: ObjectName, { signal, dryRun = false, uid }: DeleteOptions = {}): Promise<boolean> {
    const type = await this.#discovery.find(name.apiVersion, name.kind, signal);
    const options = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Background',
      ...(uid !== undefined && { preconditions: { uid } }),
      ...(dryRun && { dryRun: ['All'] }),
    };
    const request: Request = {
      ...objectRequest('delete', 'DELETE', type, name),
      body: { type: 'application/json', text: encodeGo(options) },
    };
    try {
      await this.#wire.send(request, signal);
      return true;
    } catch (error) {
      if (isReason(error, 'not-found')) return false;
      throw error;
    }
  }

  logs(options: LogOptions): AsyncIterable<LogLine> {
    const selection: Selection = {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: options.namespace,
      labels: options.labels,
      ...(options.pod !== undefined && { fields: `metadata.name=${options.pod}` }),
    };
    return readLogs(
      {
        watchPods: ({ signal }) => this.watch(selection, { signal }),
        listPods: async ({ signal }) => (await this.list(selection, { signal })).items,
        open: (query, signal) => this.#wire.stream(logRequest(query), signal),
      },
      options,
    );
  }

  async portForward(options: ForwardOptions): Promise<Forwarding> {
    if (this.#wire.allowed !== undefined) {
      throw new ClusterError('read-only', 'a command that only reads would forward a port');
    }
    return await forwardPort(this.#access.config(), options);
  }

  async accessReview(question: AccessQuestion, { signal }: Call = {}): Promise<AccessAnswer> {
    const { verb, group, resource, namespace, name, user, groups } = question;
    const [plural, subresource] = resource.split('/');
    const kind = user === undefined ? 'SelfSubjectAccessReview' : 'SubjectAccessReview';
    const path = `/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`;
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind,
      spec: {
        resourceAttributes: {
          verb,
          group,
          namespace,
          ...(plural !== undefined && { resource: plural }),
          ...(subresource !== undefined && { subresource }),
          ...(name !== undefined && { name }),
        },
        ...(user !== undefined && { user, ...(groups !== undefined && { groups }) }),
      },
    };
    const request: Request = {
      verb: 'review',
      resource: `${kind.toLowerCase()}s.authorization.k8s.io`,
      namespace: '',
      name: '',
      method: 'POST',
      path,
      body: { type: 'application/json', text: encodeGo(review) },
    };
    const { body } = await this.#wire.send(request, signal);
    const status = readObject(body, request)['status'];
    if (!isObject(status)) return { allowed: false, reason: 'the cluster gave no answer' };
    const said = status['reason'] ?? status['evaluationError'];
    return { allowed: status['allowed'] === true, reason: typeof said === 'string' ? said : '' };
  }

  close(): void {
    this.#wire.close();
  }

  async #listPages(
    selection: Selection,
    limit: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<ObjectList> {
    const type = await this.#discovery.find(selection.apiVersion, selection.kind, signal);
    const request = this.#selecting('list', type, selection);
    const items: JsonObject[] = [];
    let next: string | undefined;
    for (;;) {
      const query = { ...request.query, limit, continue: next };
      const { body } = await this.#wire.send({ ...request, query }, signal);
      const list = readObject(body, request);
      items.push(...itemsOf(list, selection));
      const more = valueAt(list, ['metadata', 'continue']);
      if (typeof more !== 'string' || more === '') return { items, resourceVersion: resourceVersionOf(list) };
      next = more;
    }
  }

  #selecting(verb: 'list' | 'watch', type: ResourceType, selection: Selection): Request {
    const { namespace = '', labels, fields, metadataOnly } = selection;
    return {
      ...objectRequest(verb, 'GET', type, { namespace, name: '' }),
      query: { labelSelector: labels, fieldSelector: fields },
      accept: metadataOnly === true ? METADATA_LIST : undefined,
    };
  }
}

function objectRequest(
  verb: Verb,
  method: Request['method'],
  type: ResourceType,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Request {
  return {
    verb,
    method,
    resource: resourceName(type),
    namespace: type.namespaced ? namespace : '',
    name,
    path: objectPath(type, namespace, name),
  };
}

function logRequest({
  namespace,
  pod,
  container,
  follow,
  tailLines,
  sinceSeconds,
  sinceTime,
}: LogQuery): Request {
  return {
    verb: 'get',
    resource: 'pods/log',
    namespace,
    name: pod,
    method: 'GET',
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`,
    query: {
      container,
      timestamps: 'true',
      ...(follow && { follow: 'true' }),
      tailLines: tailLines?.toString(),
      sinceSeconds: sinceSeconds?.toString(),
      sinceTime: sinceTime?.replace(/\.\d+/, ''),
    },
    accept: 'text/plain, application/json',
  };
}

/** The items of a list do not say what they are. */
function itemsOf(list: JsonObject, { apiVersion, kind }: Selection): readonly JsonObject[] {
  const items = list['items'];
  if (!isArray(items)) return [];
  return items.filter((item: JsonValue) => isObject(item)).map((item) => ({ ...item, apiVersion, kind }));
}

/** `299 - "text"`, several with commas between. Source: RFC 7234 section 5.5. */
function warningsOf(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ');
  return [...text.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, said = '']) =>
    said.replace(/\\(.)/g, '$1'),
  );
}
