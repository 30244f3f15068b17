import { createServer, type Server, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { type KubeConfig, PortForward } from '@kubernetes/client-node';
import type { Forwarding, ForwardOptions } from './cluster.ts';
import { ClusterError, interrupted } from './cluster-error.ts';

/**
 * Listens on 127.0.0.1 and carries every connection to a Pod that is chosen when it arrives: when a Pod is replaced, the
 * connections to it end and the next ones reach its successor. The listener is there when the promise is fulfilled, and
 * gone once the signal aborts or `close` is called.
 */
export async function forwardPort(config: KubeConfig, options: ForwardOptions): Promise<Forwarding> {
  const { signal } = options;
  if (signal?.aborted) throw interrupted();
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    carry(config, options, socket).catch((error: unknown) => {
      socket.destroy();
      options.failed?.(asError(error, options));
    });
  });
  const localPort = await listen(server, options.localPort);
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= new Promise<void>((resolve) => {
      signal?.removeEventListener('abort', close);
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
    return closing;
  };
  signal?.addEventListener('abort', close, { once: true });
  return { localPort, close };
}

async function carry(config: KubeConfig, options: ForwardOptions, socket: Socket): Promise<void> {
  const { namespace, port, signal } = options;
  const pod = await options.choosePod({ signal });
  const fromPod = new PassThrough();
  const failures = new PassThrough();
  // The library ends the whole connection when its input ends, also where an answer is still to come.
  const toPod = new PassThrough();
  socket.on('data', (chunk: Buffer) => {
    if (!toPod.write(chunk)) {
      socket.pause();
      toPod.once('drain', () => socket.resume());
    }
  });
  const connection = await new PortForward(config)
    .portForward(namespace, pod, [port], fromPod, failures, toPod)
    .catch((event: unknown) => {
      throw refused(event, namespace, pod, port);
    });
  // With no retries the library gives the connection itself, and not a function that makes one.
  if (typeof connection === 'function') return;
  let said = '';
  failures.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    connection.close();
  });
  fromPod.pipe(socket, { end: false });
  socket.on('close', () => connection.close());
  await new Promise<void>((resolve) => {
    connection.onclose = () => resolve();
  });
  fromPod.end();
  socket.end(() => socket.destroy());
  if (said === '') return;
  // Every container runtime says so in its own words, with these of the system among them.
  throw /connection refused/.test(said)
    ? new ClusterError('not-listening', `nothing listens on port ${port} of pod "${pod}"`)
    : new ClusterError('failed', `port ${port} of pod "${pod}" does not answer: ${said.trim()}`);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const reason = taken ? 'it is taken' : error.message;
      reject(new ClusterError('failed', `cannot listen on port ${port} of this machine: ${reason}`));
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** The library rejects with an event of the web socket, which is no Error and tells the status in its text. */
function refused(event: unknown, namespace: string, pod: string, port: number): ClusterError {
  const said =
    typeof event === 'object' && event !== null && 'message' in event ? String(event.message) : String(event);
  const [, code] = /Unexpected server response: (\d+)/.exec(said) ?? [];
  const what = `port ${port} of pod "${pod}" in namespace "${namespace}"`;
  switch (code) {
    case '403':
      return new ClusterError(
        'forbidden',
        `not allowed to forward ${what}`,
        `kubectl auth can-i get pods --subresource=portforward -n ${namespace}`,
      );
    case '401':
      return new ClusterError(
        'unauthorized',
        `the cluster does not accept your credentials to forward ${what}`,
      );
    case '404':
      return new ClusterError('not-found', `cannot forward ${what}: the pod is gone`);
    default:
      return new ClusterError('failed', `cannot forward ${what}: ${said}`);
  }
}

function asError(error: unknown, { namespace, port }: ForwardOptions): Error {
  return error instanceof Error ? error : refused(error, namespace, '', port);
}
