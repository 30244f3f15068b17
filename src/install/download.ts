import type { IncomingMessage, RequestOptions } from 'node:http';
import { get as plainGet, request as plainRequest } from 'node:http';
import { get as secureGet } from 'node:https';
import type { Socket } from 'node:net';
import { interrupted } from '../cluster/cluster-error.ts';
import { proxyFor } from '../cluster/proxy.ts';
import { UserError } from '../errors.ts';

/** The port to the network: the bytes behind a URL. Throws a UserError (work), or a ClusterError (`interrupted`). */
export type Fetcher = (url: string, signal?: AbortSignal) => Promise<Uint8Array>;

export interface DownloadOptions {
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds for one file. */
  readonly timeout: number;
}

const REDIRECTS = 5;
/** The biggest manifest of Argo Workflows has 12 MB. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Downloads over HTTP and HTTPS, through the proxies of the environment, after redirects. */
export function downloader({ env, timeout }: DownloadOptions): Fetcher {
  return async (url, signal) => {
    const limit = AbortSignal.timeout(timeout);
    const both = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    try {
      return await follow(url, env, both);
    } catch (error) {
      if (signal?.aborted) throw interrupted();
      if (error instanceof UserError) throw error;
      const why = limit.aborted
        ? `it is not here after ${timeout / 1000} s`
        : error instanceof Error
          ? error.message || error.name
          : String(error);
      throw new UserError('work', `cannot download "${url}": ${why}`, AIR_GAP);
    }
  };
}

const AIR_GAP = 'download it elsewhere, and install it from there: --from FILE';

async function follow(start: string, env: DownloadOptions['env'], signal: AbortSignal): Promise<Uint8Array> {
  let url = start;
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    const answer = await open(new URL(url), proxyFor(url, env), signal);
    const code = answer.statusCode ?? 0;
    const { location } = answer.headers;
    if (code >= 300 && code < 400 && location !== undefined) {
      answer.destroy();
      const next = new URL(location, url);
      // Else what is asked for safely would come unsafely.
      if (url.startsWith('https:') && next.protocol !== 'https:') {
        throw new UserError('work', `"${start}" leads to "${next.href}", which is not HTTPS`, AIR_GAP);
      }
      url = next.href;
      continue;
    }
    if (code !== 200) {
      answer.destroy();
      throw new UserError('work', `cannot download "${start}": the server answers ${code}`, AIR_GAP);
    }
    return await readAll(answer, start);
  }
  throw new UserError('work', `"${start}" redirects more than ${REDIRECTS} times`, AIR_GAP);
}

async function open(url: URL, proxy: string | undefined, signal: AbortSignal): Promise<IncomingMessage> {
  const headers = { accept: 'application/octet-stream, */*', 'user-agent': 'argoflow' };
  if (url.protocol !== 'https:') {
    if (proxy === undefined) return await answerTo((then) => plainGet(url, { signal, headers }, then));
    const { hostname, port, username, password } = new URL(proxy);
    const options = { hostname, port: port || 80, path: url.href, signal };
    const all = { ...headers, host: url.host, ...authorization(username, password) };
    return await answerTo((then) => plainGet({ ...options, headers: all }, then));
  }
  const socket = proxy === undefined ? undefined : await tunnel(url, new URL(proxy), signal);
  // `socket` is passed on to tls.connect, which the types of a request do not say.
  const options: RequestOptions & { readonly socket?: Socket } = {
    signal,
    headers,
    ...(socket !== undefined && { socket, agent: false }),
  };
  return await answerTo((then) => secureGet(url, options, then));
}

function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const authority = `${url.hostname}:${url.port || 443}`;
  return new Promise((resolve, reject) => {
    const { hostname, port, username, password } = proxy;
    const headers = { host: authority, ...authorization(username, password) };
    const options = { hostname, port: port || 80, method: 'CONNECT', path: authority, headers, signal };
    const request = plainRequest({ ...options, agent: false });
    request.once('connect', ({ statusCode }, socket: Socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`the proxy "${hostname}" answers ${statusCode}`));
    });
    request.once('response', ({ statusCode }) =>
      reject(new Error(`the proxy "${hostname}" answers ${statusCode}`)),
    );
    request.once('error', reject);
    request.end();
  });
}

function authorization(user: string, password: string): Record<string, string> {
  if (user === '') return {};
  const both = `${decodeURIComponent(user)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(both).toString('base64')}` };
}

function answerTo(
  send: (then: (answer: IncomingMessage) => void) => {
    once(event: 'error', then: (error: Error) => void): unknown;
  },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    send(resolve).once('error', reject);
  });
}

async function readAll(answer: IncomingMessage, url: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) {
      answer.destroy();
      throw new UserError('work', `"${url}" has more than ${MOST_BYTES} bytes, so it is no manifest`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
