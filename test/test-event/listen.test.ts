import { request as httpRequest } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { loadManifests } from '../../src/load/load.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { type ListenOptions, listen, type OpenPort } from '../../src/test-event/listen.ts';
import type { FiringResult } from '../../src/test-event/result.ts';

const NOW = '2026-01-02T03:04:05Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());

const source = (name: string, port: string) => `
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: { name: ${name}, namespace: a }
spec:
  webhook:
    example: { endpoint: /deploy, method: POST, port: "${port}", maxPayloadSize: 100 }
---`;

async function open(manifests: string, options: Partial<ListenOptions>) {
  const { model } = await loadManifests(['-'], { stdin: manifests });
  const ports = { model, engine, world: createWorld({ now: NOW, seed: 1 }), library: [], diagnostics: [] };
  const stop = new AbortController();
  let opened: (open: readonly OpenPort[]) => void = () => undefined;
  const urls = new Promise<readonly OpenPort[]>((resolve) => {
    opened = resolve;
  });
  const ended = listen(
    { targets: [], nodeOutputs: {}, port: 0, ...options },
    ports,
    { opened, received: () => undefined },
    stop.signal,
  );
  const first = await Promise.race([urls, ended.then(() => [])]);
  return { url: first[0]?.url ?? '', first, ended, stop: () => stop.abort() };
}

function post(url: string, body: string, method = 'POST'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method, headers: { 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function socketTo(url: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => resolve(socket));
    socket.on('error', () => undefined);
  });
}

function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve) => socket.on('close', () => resolve(text)));
}

async function isOpen(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const requests = (firings: readonly FiringResult[]) => firings.map(({ stimulus }) => stimulus.request);

describe('a listener', () => {
  it('answers as the webhook does, stops after the count and leaves no port open', async () => {
    const { url, first, ended } = await open(source('hook', '12000'), { count: 5 });
    expect(first[0]).toMatchObject({ eventSource: 'hook', endpoints: ['/deploy'] });
    expect(await post(`${url}/deploy`, '{"a":1}')).toEqual({ status: 200, body: 'success' });
    expect(await post(`${url}/deploy`, '{}', 'PUT')).toEqual({
      status: 400,
      body: 'http method does not match',
    });
    expect(await post(`${url}/nope`, '{}')).toEqual({ status: 404, body: '404 page not found\n' });
    expect(await post(`${url}/health`, '')).toEqual({ status: 200, body: 'OK' });
    expect(await post(`${url}/deploy`, 'x'.repeat(200_000))).toEqual({
      status: 400,
      body: 'failed to parse request body, http: request body too large'.repeat(2),
    });
    expect(requests(await ended)).toEqual([
      'POST /deploy',
      'PUT /deploy',
      'POST /nope',
      'POST /health',
      'POST /deploy',
    ]);
    expect(await isOpen(url)).toBe(false);
  });

  it('closes when it is told to, also with half a request on the line', async () => {
    const { url, ended, stop } = await open(source('hook', '12000'), {});
    const half = await socketTo(url);
    half.write('POST /deploy HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"a"');
    stop();
    expect(await ended).toEqual([]);
    expect(await isOpen(url)).toBe(false);
    half.destroy();
  });

  it('takes an aborted request for none, and pipelined ones in their order', async () => {
    const { url, ended } = await open(source('hook', '12000'), { count: 3 });
    const aborted = await socketTo(url);
    aborted.write('POST /deploy HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"a"');
    await new Promise((resolve) => aborted.end(() => resolve(undefined)));
    aborted.destroy();
    const pipelined = await socketTo(url);
    const text = readAll(pipelined);
    const one = (body: string) =>
      `POST /deploy HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    pipelined.write(one('{"n":1}') + one('{bad') + one('{"n":3}'));
    const firings = await ended;
    expect(firings.map(({ stimulus }) => stimulus.body)).toEqual(['{"n":1}', '{bad', '{"n":3}']);
    expect([...(await text).matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '200',
      '400',
      '200',
    ]);
  });

  it('does not start where a port is taken, and closes what it had opened', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const taken = typeof address === 'object' ? String(address?.port) : '';
    try {
      await expect(open(source('hook', taken), { port: Number(taken) })).rejects.toThrow(
        `port ${taken} is taken by another program`,
      );
    } finally {
      server.close();
    }
  });

  it.each([
    [
      source('a', '12000') + source('b', '12000'),
      {},
      'one port cannot stand for 2: a (port 12000), b (port 12000)',
    ],
    [source('a', '70000'), { port: undefined }, '"a" has the port 70000, and ports end at 65535'],
    [source('a', '12000'), { targets: ['b'] }, 'no event source "b"'],
    [source('a', 'x'), {}, 'no event source has an HTTP endpoint with a port to listen on'],
  ])(
    'says what is wrong with the ports %#',
    async (manifests, {
      port = 0,
      ...options
    }: { port?: number | undefined; targets?: string[] }, message) => {
      const wanted = message.includes('70000') ? options : { port, ...options };
      const { model } = await loadManifests(['-'], { stdin: manifests });
      const ports = { model, engine, world: createWorld(), library: [], diagnostics: [] };
      const observer = { opened: () => undefined, received: () => undefined };
      await expect(
        listen({ targets: [], nodeOutputs: {}, ...wanted }, ports, observer, new AbortController().signal),
      ).rejects.toThrow(message);
    },
  );
});
