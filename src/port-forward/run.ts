import type { Cluster, Forwarding } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { UserError } from '../errors.ts';
import type { HttpServer } from '../simulate/sources/routes.ts';
import { readyPod } from './pod.ts';
import { liveServers } from './servers.ts';

export interface PortForwardRequest {
  /** Names of event sources; none: all of the namespace that have a port. */
  readonly eventSources: readonly string[];
  /** The local port, where only one is forwarded; 0 for any free one. By default that of the event source, if free. */
  readonly port?: number | undefined;
  readonly signal: AbortSignal;
}

/** A port that is forwarded now. */
export interface Forwarded {
  readonly eventSource: string;
  readonly namespace: string;
  readonly port: string;
  readonly localPort: number;
  /** `http://127.0.0.1:12000/deploy`, of every endpoint that can be reached. */
  readonly urls: readonly string[];
  readonly notes: readonly string[];
}

export interface PortForwardObserver {
  opened(ports: readonly Forwarded[]): void;
  failed(eventSource: string, error: Error): void;
}

/**
 * Forwards ports of event sources until the signal aborts; a Pod that is replaced is followed by its successor. No port
 * is open any more when the promise settles.
 * Throws a UserError when nothing can be forwarded, or a port that was asked for is taken.
 */
export async function portForward(
  request: PortForwardRequest,
  cluster: Cluster,
  observer: PortForwardObserver,
): Promise<void> {
  const { eventSources, port, signal } = request;
  const servers = await liveServers(eventSources, cluster, { signal });
  if (port !== undefined && servers.length > 1) {
    const all = servers.map(({ eventSource, port: there }) => `${eventSource.name} (${there})`).join(', ');
    throw new UserError('usage', `port ${port} cannot be that of ${servers.length} ports: ${all}`);
  }
  const open: Forwarding[] = [];
  const ports: Forwarded[] = [];
  try {
    for (const server of servers) {
      const { name } = server.eventSource;
      // What is not ready is told now, and not only at the first request.
      await readyPod(name, cluster, { signal });
      const forward = (localPort: number) =>
        cluster.portForward({
          namespace: cluster.namespace,
          choosePod: (call) => readyPod(name, cluster, call),
          port: Number(server.port),
          localPort,
          signal,
          failed: (error) => observer.failed(name, error),
        });
      const forwarding =
        port === undefined ? await preferring(Number(server.port), forward) : await forward(port);
      open.push(forwarding);
      ports.push(described(server, forwarding.localPort, cluster.namespace));
    }
    observer.opened(ports);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    for (const forwarding of open) await forwarding.close();
  }
}

/** On that port of this machine, or on a free one where it is taken or not ours to take. */
async function preferring(port: number, forward: (port: number) => Promise<Forwarding>): Promise<Forwarding> {
  try {
    return await forward(port);
  } catch (error) {
    if (!isReason(error, 'failed')) throw error;
    return await forward(0);
  }
}

function described(server: HttpServer, localPort: number, namespace: string): Forwarded {
  const base = `${server.tls ? 'https' : 'http'}://127.0.0.1:${localPort}`;
  const reachable = server.routes.filter(({ unreachable }) => unreachable === undefined);
  return {
    eventSource: server.eventSource.name,
    namespace,
    port: server.port,
    localPort,
    urls: reachable.map(({ endpoint }) => `${base}${endpoint}`),
    notes: server.notes,
  };
}
