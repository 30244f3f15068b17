import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { UserError } from '../errors.ts';
import type { HttpRequest } from '../simulate/stimulus.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The request was sent, perhaps, and no answer came: what became of it only the cluster knows. */
export class UnansweredError extends UserError {
  readonly why: string;

  constructor(why: string) {
    super('work', `the event source did not answer: ${why}`);
    this.why = why;
  }
}

/** Bytes of an answer that are kept. */
const KEPT = 64 * 1024;

/**
 * Sends a request to a forwarded port of this machine. A certificate there is the event source's own and names another
 * host, so it is not verified. Throws an UnansweredError when there is no answer within `timeout` milliseconds.
 */
export function send(
  { method, target, headers, body }: HttpRequest,
  to: {
    readonly port: number;
    readonly tls: boolean;
    readonly timeout: number;
    readonly signal: AbortSignal;
  },
): Promise<Answer> {
  // Node adds no Host to headers that are given as a list, and HTTP/1.1 asks for one.
  const named = headers.some(([name]) => name.toLowerCase() === 'host');
  const host = named ? [] : ['Host', `127.0.0.1:${to.port}`];
  const options = {
    host: '127.0.0.1',
    port: to.port,
    method,
    path: target,
    headers: [...host, ...headers.flat()],
    timeout: to.timeout,
    signal: to.signal,
    agent: false as const,
  };
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(new UnansweredError(error.message));
    const sent = to.tls ? httpsRequest({ ...options, rejectUnauthorized: false }) : httpRequest(options);
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${to.timeout / 1000} s`)));
    sent.on('error', failed);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, KEPT);
      });
      response.on('error', failed);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.end(body);
  });
}
