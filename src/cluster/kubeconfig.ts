import { existsSync, readFileSync, statSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { type Cluster, type Context, KubeConfig, type User } from '@kubernetes/client-node';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { nearest } from '../nearest.ts';
import { parseYaml } from '../yaml/parse.ts';
import { ClusterError } from './cluster-error.ts';
import { IN_CLUSTER } from './context-flag.ts';
import { kubeconfigFault } from './kubeconfig-shape.ts';
import { proxyFor } from './proxy.ts';

/** Which cluster, as whom; what kubectl's flags of the same names say. */
export interface ConnectionOptions {
  /** A file instead of KUBECONFIG and ~/.kube/config. */
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly as?: string | undefined;
  readonly asGroups?: readonly string[] | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a Pod finds its own account. Source: client-go rest/config.go (InClusterConfig). */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The way to one cluster: a kubeconfig of one context. */
export interface Access {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  /** What signs in; a new one asks plug-ins again. */
  readonly config: () => KubeConfig;
}

/**
 * Finds the context as kubectl does. Source: client-go tools/clientcmd/loader.go (of several files the first value
 * wins, files that are missing are skipped), client_config.go.
 * Throws a ClusterError (`kubeconfig`): none there, unreadable, an unknown context.
 */
export function findAccess(options: ConnectionOptions, env: Environment): Access {
  const files = filesOf(options.kubeconfig, env);
  const merged = mergeFiles(files.filter(existsSync));
  if (merged.contexts.length === 0 && merged.clusters.length === 0) {
    if (options.kubeconfig !== undefined)
      throw new ClusterError('kubeconfig', `there is no kubeconfig "${options.kubeconfig}"`, undefined, {
        kind: 'usage',
      });
    const inside = accountOfPod(options, env);
    if (inside !== undefined) return inside;
    throw new ClusterError(
      'kubeconfig',
      `no kubeconfig found: ${files.map((file) => `"${file}"`).join(', ')} ${files.length === 1 ? 'does' : 'do'} not exist or name${files.length === 1 ? 's' : ''} no cluster`,
      'set KUBECONFIG, or give --kubeconfig FILE',
    );
  }
  const context = chooseContext(merged, options.context);
  const cluster = merged.clusters.find(({ name }) => name === context.cluster);
  if (cluster === undefined) {
    throw new ClusterError(
      'kubeconfig',
      `context "${context.name}" is for cluster "${context.cluster}", which the kubeconfig does not hold`,
    );
  }
  // Without a user nothing but the cluster's own authority counts; the library would leave that out, too.
  const user = merged.users.find(({ name }) => name === context.user) ?? { name: context.user };
  const server = serverUrl(cluster, user);
  return accessOf(context, { ...cluster, server }, user, options, env);
}

/**
 * A server may be a mere host: with certificates it is then spoken to in HTTPS, else in HTTP.
 * Source: client-go rest/url_utils.go (DefaultServerURL, defaultServerUrlFor).
 */
function serverUrl({ name, server, caFile, caData, skipTLSVerify }: Cluster, user: User): string {
  const isSecure = [caFile, caData, user.certFile, user.certData].some(Boolean) || skipTLSVerify === true;
  const url = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(server) ? server : `http${isSecure ? 's' : ''}://${server}`;
  if (/^https?:/i.test(url) && URL.canParse(url)) return url;
  throw new ClusterError(
    'kubeconfig',
    `the server "${server}" of cluster "${name}" in the kubeconfig is no address`,
    'for example https://127.0.0.1:6443',
  );
}

interface Merged {
  readonly contexts: Context[];
  readonly clusters: Cluster[];
  readonly users: User[];
  current: string | undefined;
}

function filesOf(named: string | undefined, env: Environment): readonly string[] {
  if (named !== undefined) return [named];
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? listed : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
}

function mergeFiles(files: readonly string[]): Merged {
  const merged: Merged = { contexts: [], clusters: [], users: [], current: undefined };
  for (const file of files) {
    const config = readFile(file);
    addNew(merged.contexts, config.contexts);
    addNew(merged.clusters, config.clusters);
    addNew(merged.users, config.users);
    merged.current ??= config.currentContext || undefined;
  }
  return merged;
}

function addNew<T extends { readonly name: string }>(to: T[], found: readonly T[]): void {
  for (const one of found) if (!to.some(({ name }) => name === one.name)) to.push(one);
}

const LARGEST = 8 * 2 ** 20;

function readFile(file: string): KubeConfig {
  const config = new KubeConfig();
  let text: string;
  try {
    // What is parsed takes many times its size, and a program that runs out of memory says nothing.
    if (statSync(file).size > LARGEST) throw new Error(`it is larger than ${LARGEST / 2 ** 20} MB`);
    text = readFileSync(file, 'utf8');
    if (text.trim() === '') return config;
    const fault = kubeconfigFault(rootOf(text, file));
    if (fault !== undefined) throw new Error(fault);
    config.loadFromString(text);
  } catch (error) {
    throw new ClusterError('kubeconfig', `cannot read the kubeconfig "${file}": ${firstLine(error)}`);
  }
  config.makePathsAbsolute(dirname(file));
  addTokenFiles(config, text, file);
  return config;
}

/** What is no YAML is the library's to refuse. */
function rootOf(text: string, file: string): JsonValue {
  const { documents, diagnostics } = parseYaml(text, file);
  return diagnostics.some(({ severity }) => severity === 'error') ? {} : (documents[0]?.value ?? {});
}

/** The library knows `token-file` only, which nobody writes. Source: client-go tools/clientcmd/api/v1/types.go. */
function addTokenFiles(config: KubeConfig, text: string, file: string): void {
  const root = rootOf(text, file);
  const users = isObject(root) && Array.isArray(root['users']) ? root['users'] : [];
  for (const entry of users as readonly JsonValue[]) {
    const name = isObject(entry) ? entry['name'] : undefined;
    const tokenFile = isObject(entry) && isObject(entry['user']) ? entry['user']['tokenFile'] : undefined;
    if (typeof tokenFile !== 'string') continue;
    const path = isAbsolute(tokenFile) ? tokenFile : join(dirname(file), tokenFile);
    config.users = config.users.map((user) =>
      user.name === name ? { ...user, token: undefined, authProvider: tokenFileProvider(path) } : user,
    ) as User[];
  }
}

function tokenFileProvider(tokenFile: string) {
  return { name: 'tokenFile', config: { tokenFile } };
}

function chooseContext({ contexts, current }: Merged, wanted: string | undefined): Context {
  const name = wanted ?? current;
  if (name === undefined) {
    throw new ClusterError(
      'kubeconfig',
      'the kubeconfig has no current context',
      `give --context NAME: ${contexts.map((context) => context.name).join(', ')}`,
      { kind: 'usage' },
    );
  }
  const found = contexts.find((context) => context.name === name);
  if (found !== undefined) return found;
  const names = contexts.map((context) => context.name);
  const near = nearest(name, names);
  const help =
    near === undefined
      ? `there ${names.length === 0 ? 'is none' : `are: ${names.join(', ')}`}`
      : `did you mean "${near}"?`;
  const kind = wanted === undefined ? 'work' : 'usage';
  throw new ClusterError('kubeconfig', `there is no context "${name}" in the kubeconfig`, help, { kind });
}

function accountOfPod(options: ConnectionOptions, env: Environment): Access | undefined {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'];
  if (host === undefined || port === undefined || !existsSync(`${ACCOUNT}/token`)) return undefined;
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const namespaceFile = `${ACCOUNT}/namespace`;
  const namespace = existsSync(namespaceFile) ? readFileSync(namespaceFile, 'utf8').trim() : 'default';
  const name = IN_CLUSTER;
  const cluster: Cluster = { name, server, caFile: `${ACCOUNT}/ca.crt`, skipTLSVerify: false };
  const user: User = { name, authProvider: tokenFileProvider(`${ACCOUNT}/token`) };
  return accessOf({ name, cluster: name, user: name, namespace }, cluster, user, options, env);
}

function accessOf(
  context: Context,
  cluster: Cluster,
  user: User,
  { namespace, as, asGroups = [] }: ConnectionOptions,
  env: Environment,
): Access {
  const proxyUrl = cluster.proxyUrl ?? proxyFor(cluster.server, env);
  const reached: Cluster = {
    ...cluster,
    ...(proxyUrl !== undefined && { proxyUrl }),
    // kubectl speaks plain HTTP where the kubeconfig says so, as to "kubectl proxy"; the library asks for this first.
    skipTLSVerify: cluster.skipTLSVerify || cluster.server.startsWith('http://'),
  };
  const who: User = {
    ...user,
    ...(as !== undefined && { impersonateUser: as }),
    ...(user.exec && { exec: withClusterInfo(user.exec, cluster) }),
  };
  return {
    context: context.name,
    server: cluster.server,
    namespace: namespace ?? (context.namespace || 'default'),
    config: () => {
      const config = new ImpersonatingConfig(asGroups);
      config.loadFromOptions({
        contexts: [{ ...context, user: who.name }],
        clusters: [reached],
        users: [who],
        currentContext: context.name,
      });
      return config;
    },
  };
}

/** The library knows of `--as` but not of `--as-group`. */
class ImpersonatingConfig extends KubeConfig {
  readonly #groups: readonly string[];

  constructor(groups: readonly string[]) {
    super();
    this.#groups = groups;
  }

  override async applyToHTTPSOptions(options: RequestOptions): Promise<void> {
    await super.applyToHTTPSOptions(options);
    if (this.#groups.length > 0)
      options.headers = { ...options.headers, 'Impersonate-Group': [...this.#groups] };
  }
}

/**
 * Plug-ins may ask for the cluster in KUBERNETES_EXEC_INFO, which the library does not give.
 * Source: client-go plugin/pkg/client/auth/exec/exec.go (refreshCredsLocked).
 */
function withClusterInfo(exec: User['exec'], cluster: Cluster): User['exec'] {
  const info = {
    kind: 'ExecCredential',
    apiVersion: exec.apiVersion ?? 'client.authentication.k8s.io/v1',
    spec: {
      interactive: false,
      ...(exec.provideClusterInfo === true && {
        cluster: {
          server: cluster.server,
          ...(cluster.caData !== undefined && { 'certificate-authority-data': cluster.caData }),
          ...(cluster.tlsServerName !== undefined && { 'tls-server-name': cluster.tlsServerName }),
        },
      }),
    } satisfies JsonObject,
  };
  const env = [...(exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }];
  return { ...exec, env };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
