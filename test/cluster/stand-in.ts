import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Handler = (request: Received, response: ServerResponse) => void;

export interface StandIn {
  readonly url: string;
  /** A kubeconfig that leads here. */
  readonly kubeconfig: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** What every API server answers about `v1`. */
const CORE = {
  kind: 'APIResourceList',
  groupVersion: 'v1',
  resources: [
    { name: 'configmaps', kind: 'ConfigMap', namespaced: true, verbs: ['get', 'list', 'watch', 'patch'] },
    { name: 'secrets', kind: 'Secret', namespaced: true, verbs: ['get', 'list', 'watch', 'patch'] },
    { name: 'pods', kind: 'Pod', namespaced: true, verbs: ['get', 'list', 'watch'] },
    { name: 'pods/log', kind: 'Pod', namespaced: true, verbs: ['get'] },
    { name: 'namespaces', kind: 'Namespace', namespaced: false, verbs: ['get', 'patch'] },
  ],
};

/** An HTTP server that answers discovery and leaves everything else to the test. */
export async function standIn(handler: Handler, user: object = { token: 'sesame' }): Promise<StandIn> {
  const received: Received[] = [];
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://stand-in');
      const request: Received = {
        method: incoming.method ?? '',
        path: pathname,
        query: searchParams,
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      if (pathname === '/api/v1') return json(response, 200, CORE);
      received.push(request);
      handler(request, response);
    });
  };
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    kubeconfig: writeKubeconfig(url, user),
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** JSON is YAML. */
export function writeKubeconfig(server: string, user: object, more: object = {}): string {
  const file = join(mkdtempSync(join(tmpdir(), 'argoflow-kubeconfig-')), 'config');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lab',
    clusters: [{ name: 'lab', cluster: { server } }],
    users: [{ name: 'me', user }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'me', namespace: 'flows' } }],
    ...more,
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

export function json(
  response: ServerResponse,
  code: number,
  value: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
}

export function status(
  response: ServerResponse,
  code: number,
  message: string,
  more: object = {},
  headers = {},
): void {
  json(
    response,
    code,
    { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message, ...more },
    headers,
  );
}
