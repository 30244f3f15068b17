import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../errors.ts';
import type { HttpRequest } from '../simulate/stimulus.ts';
import type { HttpResponse } from '../simulate/trace.ts';

/** Answers a request; undefined: the real process would have closed the connection without an answer. */
export type Answerer = (request: HttpRequest) => HttpResponse | undefined;

export interface ListenerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Bytes of a body to read. Of a longer one the start is passed on, which is longer than any limit by a byte. */
  readonly limit: number;
  readonly answer: Answerer;
  /** Called when an answer has left, or its connection broke. */
  readonly answered: () => void;
}

export interface Listener {
  /** `http://127.0.0.1:12000` */
  readonly url: string;
  /** Ends all connections, also those in the middle of a request, and frees the port. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Opens a port on this machine only. Throws a UserError (work) when that is not possible. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const server = createServer((request, response) => {
    // What answers is synchronous, so requests are answered one after the other, as they were completed.
    receive(request, options.limit, (received, whole) => {
      response.on('close', options.answered);
      reply(response, options.answer(received), whole);
    });
  });
  // Node answers 417 to anything but 100-continue; the Go server ignores what it does not know.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  await listen(server, options.port);
  // After a successful listen on TCP this is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refused(error, port)));
    server.listen({ host: HOST, port, exclusive: true }, () => {
      // A connection that breaks is its client's trouble.
      server.removeAllListeners('error').on('error', () => undefined);
      resolve();
    });
  });
}

function refused(error: NodeJS.ErrnoException, port: number): UserError {
  const help = 'another port: --port N, or --port 0 for any free one';
  switch (error.code) {
    case 'EADDRINUSE':
      return new UserError('work', `port ${port} is taken by another program`, help);
    case 'EACCES':
      return new UserError('work', `port ${port} may not be opened without more rights`, help);
    default:
      return new UserError('work', `port ${port} cannot be opened: ${error.message}`, help);
  }
}

/** Reads a request to its end, or to the limit. A client that goes away before that was never there. */
function receive(
  request: IncomingMessage,
  limit: number,
  done: (received: HttpRequest, whole: boolean) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let finished = false;
  const finish = (whole: boolean) => {
    if (finished) return;
    finished = true;
    const body = Buffer.concat(chunks).subarray(0, limit + 1);
    done(
      {
        method: request.method ?? '',
        target: request.url ?? '',
        headers: pairs(request.rawHeaders),
        body: body.toString(),
      },
      whole,
    );
  };
  request.on('data', (chunk: Buffer) => {
    if (finished) return;
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) finish(false);
  });
  request.on('end', () => finish(true));
  request.on('error', () => {
    finished = true;
  });
}

function reply(response: ServerResponse, answer: HttpResponse | undefined, whole: boolean): void {
  if (answer === undefined) {
    response.destroy();
    return;
  }
  // What was not read cannot be told from a next request: the connection ends with the answer.
  if (!whole) response.shouldKeepAlive = false;
  response.writeHead(answer.status, { ...answer.headers });
  response.end(answer.body, () => {
    if (!whole) response.destroy();
  });
}

function pairs(raw: readonly string[]): (readonly [string, string])[] {
  const list: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) list.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return list;
}
