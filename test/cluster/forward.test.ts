import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { openCluster } from '../../src/cluster/open.ts';
import { writeKubeconfig } from './stand-in.ts';
import { acceptForwarding, CLOSE, FrameReader, frame } from './web-socket.ts';

/** An API server that forwards to Pods which answer with their name, each once. */
async function forwarder() {
  const asked: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer();
  server.on('upgrade', (request, socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const pod = (request.url ?? '').split('/')[6] ?? '';
    asked.push(request.url ?? '');
    acceptForwarding(request, socket, 8080);
    const reader = new FrameReader();
    socket.on('data', (bytes: Buffer) => {
      for (const payload of reader.read(bytes)) {
        if (payload === undefined) return socket.end();
        if (pod === 'broken') return socket.write(frame(1, Buffer.from('connection refused')));
        socket.write(frame(0, Buffer.concat([Buffer.from(`${pod}:`), payload])));
        return socket.end(CLOSE);
      }
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

it('a port is forwarded to the Pod of the moment, and is gone when it ends', async () => {
  const server = await forwarder();
  const cluster = openCluster({ kubeconfig: writeKubeconfig(server.url, { token: 't' }) }, {});
  const pods = ['first', 'broken', 'second'];
  const failures: string[] = [];
  const stop = new AbortController();
  const forwarding = await cluster.portForward({
    namespace: 'flows',
    choosePod: async () => pods.shift() ?? 'none',
    port: 8080,
    localPort: 0,
    signal: stop.signal,
    failed: ({ message }) => failures.push(message),
  });
  expect(await exchange(forwarding.localPort, 'hello')).toBe('first:hello');
  expect(await exchange(forwarding.localPort, 'hello')).toBe('');
  expect(await exchange(forwarding.localPort, 'hello')).toBe('second:hello');
  expect(failures).toEqual(['nothing listens on port 8080 of pod "broken"']);
  expect(server.asked[0]).toBe('/api/v1/namespaces/flows/pods/first/portforward?ports=8080');

  const { localPort } = forwarding;
  await expect(
    cluster.portForward({ namespace: 'flows', choosePod: async () => '', port: 1, localPort }),
  ).rejects.toMatchObject({ message: `cannot listen on port ${localPort} of this machine: it is taken` });
  stop.abort();
  await forwarding.close();
  await expect(exchange(localPort, 'hello')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await server.close();
});
