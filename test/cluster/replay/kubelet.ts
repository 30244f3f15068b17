import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { acceptForwarding, CLOSE, FrameReader, frame } from '../web-socket.ts';
import type { Stage } from './stage.ts';

// What the API server hands on to the kubelet of a node: logs, and connections to a Pod.

const LOG = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/log$/;
const FORWARD = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/portforward$/;

/** Answers a request for a log; false for any other one. */
export function answerLog(stage: Stage, url: URL, response: ServerResponse): boolean {
  const [, , pod = ''] = LOG.exec(url.pathname) ?? [];
  if (pod === '') return false;
  void tellLog(stage, pod, url.searchParams, response);
  return true;
}

async function tellLog(
  stage: Stage,
  pod: string,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const container = query.get('container') ?? 'main';
  const since = query.get('sinceTime');
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(200, { 'Content-Type': 'text/plain' }).flushHeaders();
  let told = 0;
  for (;;) {
    const lines = stage.lines(pod, container);
    for (const { time, text } of lines.slice(told))
      if (since === null || time >= since.replace(/Z$/, '')) response.write(`${time} ${text}\n`);
    told = lines.length;
    if (query.get('follow') !== 'true' || gone.signal.aborted) break;
    await stage.change(gone.signal);
  }
  response.end();
}

export interface Delivered {
  readonly pod: string;
  readonly port: string;
  /** The request line and the headers, and the body. */
  readonly head: string;
  readonly body: string;
}

/** Carries a request to a Pod, which is the event source of the recording; it answers as it did. */
export function answerForward(
  stage: Stage,
  request: IncomingMessage,
  socket: Duplex,
  delivered: Delivered[],
): boolean {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const [, , pod = ''] = FORWARD.exec(url.pathname) ?? [];
  if (pod === '') return false;
  const port = url.searchParams.get('ports') ?? '';
  acceptForwarding(request, socket, Number(port));
  const reader = new FrameReader();
  let sent = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes: Buffer) => {
    for (const payload of reader.read(bytes)) {
      if (payload === undefined) return void socket.end();
      sent = Buffer.concat([sent, payload]);
    }
    const text = sent.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = text.slice(0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    if (sent.length < end + 4 + length) return;
    delivered.push({ pod, port, head, body: sent.subarray(end + 4, end + 4 + length).toString('utf8') });
    sent = Buffer.alloc(0);
    stage.fire();
    const { status = 503, body = '' } = stage.response ?? {};
    const answer = `HTTP/1.1 ${status} OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
    socket.write(frame(0, Buffer.from(answer)));
    socket.end(CLOSE);
  });
  return true;
}
