import { connect } from 'node:net';
import fc from 'fast-check';
import { openEngine } from '../../../src/engine/wasm.ts';
import { loadManifests } from '../../../src/load/load.ts';
import { createWorld } from '../../../src/simulate/world.ts';
import { listen, type OpenPort } from '../../../src/test-event/listen.ts';
import type { Target } from '../target.ts';

const FLOW = `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: hooks, namespace: a}
spec:
  webhook: {push: {endpoint: /push, method: POST, port: "12000", maxPayloadSize: 1000}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: log, namespace: a}
spec:
  dependencies: [{name: push, eventSourceName: hooks, eventName: push}]
  triggers: [{template: {name: log, log: {}}}]
`;

const line = fc.oneof(
  fc.constantFrom('POST', 'GET', 'OPTIONS', 'CONNECT', 'PRI', '', 'P\0ST', 'POST '),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const path = fc.oneof(
  fc.constantFrom(
    '/push',
    '/push/',
    '/push?a=%',
    '/push#x',
    '//push',
    '/../push',
    '*',
    'http://x/push',
    '/health',
    '/%00',
    '/ü',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const header = fc.oneof(
  fc.constantFrom(
    'Content-Type: application/json',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Type: multipart/form-data',
    'Content-Length: 3',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip',
    'Expect: 100-continue',
    'Upgrade: websocket',
    'Connection: upgrade',
    'Connection: close',
    'Content-Encoding: gzip',
    'Host:',
    'Host: a\r\nHost: b',
    'Cookie: a=\0',
    `X: ${'y'.repeat(70_000)}`,
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const body = fc.oneof(
  fc.constantFrom(
    '{}',
    '{"a":1}',
    '{"a":',
    '"\\ud800"',
    '[',
    '5\r\nhello\r\n0\r\n\r\n',
    'zz\r\n',
    '',
    'a=%zz',
    '{"__proto__":{"a":1}}',
    'x'.repeat(5000),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const request = fc
  .tuple(line, path, fc.array(header, { maxLength: 4 }), body)
  .map(([method, target, headers, text]) => {
    const sized = headers.some((one) => /length|transfer/i.test(one))
      ? []
      : [`Content-Length: ${Buffer.byteLength(text)}`];
    return [`${method} ${target} HTTP/1.1`, 'Host: a', ...headers, ...sized, '', text].join('\r\n');
  });
const bytes = fc.oneof(
  { weight: 4, arbitrary: request.map((text) => Buffer.from(text, 'latin1')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)) },
);

/** Bytes on the local listener's port: afterwards it still takes a right request. */
export async function requests(): Promise<Target> {
  const engine = openEngine();
  const { model, diagnostics } = await loadManifests(['-'], { stdin: FLOW });
  const stop = new AbortController();
  let opened: (ports: readonly OpenPort[]) => void = () => undefined;
  const ports = new Promise<readonly OpenPort[]>((resolve) => {
    opened = resolve;
  });
  const ended = listen(
    { targets: [], nodeOutputs: {}, port: 0 },
    { model, engine, world: createWorld({ seed: 1 }), library: [], diagnostics },
    { opened: (open) => opened(open), received: () => undefined },
    stop.signal,
  );
  const [first] = await Promise.race([ports, ended.then(() => [])]);
  const url = new URL(first?.url ?? 'http://127.0.0.1:0');
  return {
    name: 'requests',
    property: fc.asyncProperty(bytes, fc.boolean(), async (raw, waits) => {
      await send(Number(url.port), raw, waits);
      const answer = await fetch(new URL('/push', url), {
        method: 'POST',
        body: '{}',
        signal: AbortSignal.timeout(20_000),
      });
      const text = await answer.text();
      if (answer.status !== 200 || text !== 'success')
        throw new Error(`afterwards it answers ${answer.status} ${text}`);
    }),
    close: async () => {
      stop.abort();
      await ended;
      engine.close();
    },
  };
}

/** Sends bytes and goes away, at once or when something came back. */
function send(port: number, raw: Uint8Array, waits: boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(raw);
      if (waits) socket.once('data', () => socket.destroy());
      else socket.end(() => socket.destroy());
    });
    socket.setTimeout(200, () => socket.destroy());
    socket.on('error', () => undefined).on('close', () => resolve());
  });
}
