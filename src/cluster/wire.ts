import {
  type ClientRequest,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import { ClusterError, interrupted } from './cluster-error.ts';
import { connectionError } from './connection-error.ts';
import type { Access } from './kubeconfig.ts';
import { describe, guard, type Request, type Verb } from './request.ts';
import { refusal } from './status.ts';
import { pause } from './timing.ts';

export interface Answer {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WireOptions {
  /** Milliseconds that a request may take, waiting until a busy cluster lets it in and all. */
  readonly requestTimeout: number;
  /** Verbs that may pass; all of them when undefined. */
  readonly allowed?: ReadonlySet<Verb> | undefined;
}

/** What a request needs to sign in: headers, and an agent that holds certificates and connections. */
interface SignedIn {
  readonly options: RequestOptions;
  /** The same for answers that go on: a connection each, however many there are. */
  readonly streaming: RequestOptions;
  readonly until: number;
}

/** Milliseconds for which credentials are kept; tokens in files change about that often. Source: client-go transport. */
const KEPT = 60_000;
/** What is not worth keeping in memory: the largest objects of etcd are 1.5 MB, a page of 500 of them is rare. */
const LARGEST_ANSWER = 512 * 1024 * 1024;

/**
 * HTTPS to one API server, as raw text: no serializer of a library stands between, which would drop the fields that it
 * does not know. Throws ClusterErrors only.
 */
export class Wire {
  readonly #access: Access;
  readonly #options: WireOptions;
  #config;
  #signedIn: Promise<SignedIn> | undefined;
  readonly #agents = new Set<{ destroy(): void }>();

  constructor(access: Access, options: WireOptions) {
    this.#access = access;
    this.#options = options;
    this.#config = access.config();
  }

  get allowed(): ReadonlySet<Verb> | undefined {
    return this.#options.allowed;
  }

  /** The whole answer, of a code below 300. Waits and asks again where the cluster says so (429, Retry-After). */
  async send(request: Request, signal?: AbortSignal): Promise<Answer> {
    guard(request, this.#options.allowed);
    const { requestTimeout } = this.#options;
    const limit = AbortSignal.timeout(requestTimeout);
    const both = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    const end = Date.now() + requestTimeout;
    try {
      for (;;) {
        const answer = await readWhole(await this.#open(request, 'options', both), request);
        if (answer.code < 300) return answer;
        const wait = retryAfter(answer);
        if (wait === undefined || Date.now() + wait >= end)
          throw refusal(answer.code, answer.body, request, this.#access.context);
        await pause(wait, both);
      }
    } catch (error) {
      throw this.#explained(error, request, signal, limit);
    }
  }

  /**
   * An answer that goes on. Only its beginning has to come within the request timeout. Whoever reads it destroys it.
   */
  async stream(request: Request, signal?: AbortSignal): Promise<IncomingMessage> {
    guard(request, this.#options.allowed);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.#options.requestTimeout);
    const both = signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]);
    try {
      const message = await this.#open(request, 'streaming', both);
      const code = message.statusCode ?? 0;
      if (code < 300) return message;
      const { body } = await readWhole(message, request);
      throw refusal(code, body, request, this.#access.context);
    } catch (error) {
      throw this.#explained(error, request, signal, limit.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
    this.#agents.clear();
    this.#signedIn = undefined;
  }

  /** Sends it; once more when a kept connection or kept credentials turn out to be stale. */
  async #open(request: Request, by: 'options' | 'streaming', signal: AbortSignal): Promise<IncomingMessage> {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      const { [by]: options } = await this.#signIn(signal);
      const client = this.#start(request, options, signal);
      try {
        const message = await answerTo(client, request.body?.text);
        if (message.statusCode !== 401 || attempt > 1 || !this.#renews()) return message;
        message.destroy();
        this.#forget();
      } catch (error) {
        if (!client.reusedSocket || attempt > 1 || signal.aborted) throw error;
      }
    }
  }

  #start(request: Request, options: RequestOptions, signal: AbortSignal): ClientRequest {
    const url = new URL(this.#access.server);
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query ?? {}))
      if (value !== undefined) query.set(name, value);
    const path = `${url.pathname.replace(/\/$/, '')}${request.path}${query.size === 0 ? '' : `?${query}`}`;
    const { body } = request;
    const call: RequestOptions = {
      ...options,
      method: request.method,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || (url.protocol === 'https:' ? 443 : 80),
      path,
      signal,
      headers: {
        ...options.headers,
        'User-Agent': 'argoflow',
        Accept: request.accept ?? 'application/json',
        ...(body !== undefined && {
          'Content-Type': body.type,
          'Content-Length': Buffer.byteLength(body.text),
        }),
      },
    };
    return url.protocol === 'https:' ? httpsRequest(call) : httpRequest(call);
  }

  async #signIn(signal: AbortSignal): Promise<SignedIn> {
    for (;;) {
      // Requests at the same time wait for one and the same plug-in.
      this.#signedIn ??= this.#credentials();
      const current = this.#signedIn;
      try {
        const known = await orAbort(current, signal);
        if (known.until > Date.now()) return known;
      } catch (error) {
        if (this.#signedIn === current) this.#signedIn = undefined;
        throw error;
      }
      if (this.#signedIn === current) this.#signedIn = undefined;
    }
  }

  async #credentials(): Promise<SignedIn> {
    const options: RequestOptions = {};
    try {
      await this.#config.applyToHTTPSOptions(options);
    } catch (error) {
      throw credentialsError(error, this.#access.context);
    }
    const streaming = { ...options };
    // A proxy's agent stays; otherwise connections are kept, which spares a handshake for every request.
    if (options.agent instanceof Agent && options.agent.constructor === Agent) {
      const { ca, cert, key, rejectUnauthorized, servername } = options;
      const trust = {
        ...(ca !== undefined && { ca }),
        ...(cert !== undefined && { cert }),
        ...(key !== undefined && { key }),
        ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
        ...(servername !== undefined && { servername }),
      };
      options.agent = new Agent({ keepAlive: true, maxSockets: 16, ...trust });
      // Among those sixteen, a log for each pod of a namespace would leave none for anything else.
      streaming.agent = new Agent(trust);
    }
    for (const { agent } of [options, streaming]) if (typeof agent === 'object') this.#agents.add(agent);
    return { options, streaming, until: Date.now() + KEPT };
  }

  /** Can asking again give other credentials? */
  #renews(): boolean {
    const user = this.#config.getCurrentUser();
    return Boolean(user?.exec) || Boolean(user?.authProvider);
  }

  #forget(): void {
    this.#config = this.#access.config();
    this.#signedIn = undefined;
  }

  #explained(
    error: unknown,
    request: Request,
    signal: AbortSignal | undefined,
    limit: AbortSignal,
  ): ClusterError {
    if (signal?.aborted) return interrupted();
    const { context, server } = this.#access;
    if (limit.aborted && !(error instanceof ClusterError)) {
      const seconds = this.#options.requestTimeout / 1000;
      return new ClusterError(
        'timeout',
        `"${server}" (context "${context}") did not answer within ${seconds} s: ${describe(request)}`,
        'give it longer with --request-timeout',
      );
    }
    return connectionError(error, server, context);
  }
}

function answerTo(client: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    client.on('error', reject);
    client.on('response', resolve);
    client.end(body);
  });
}

async function readWhole(message: IncomingMessage, request: Request): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_ANSWER)
        throw new ClusterError('unreadable', `cannot ${describe(request)}: the answer is too large`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ClusterError || !isCut(error)) throw error;
    throw new ClusterError(
      'unreadable',
      `cannot ${describe(request)}: the answer of the cluster breaks off after ${size} bytes`,
      'try again',
    );
  }
  return {
    code: message.statusCode ?? 0,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** The server ended the connection before the end of its answer. */
function isCut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

/** Milliseconds, for answers that ask to come back. Source: client-go rest/with_retry.go (checkWait). */
function retryAfter({ code, headers }: Answer): number | undefined {
  if (code !== 429 && code < 500) return undefined;
  const value = headers['retry-after'];
  return value !== undefined && /^\d+$/.test(value) ? Number(value) * 1000 : undefined;
}

function credentialsError(error: unknown, context: string): ClusterError {
  const said = (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? '';
  return new ClusterError(
    'unauthorized',
    `cannot sign in to context "${context}": ${said || 'its plug-in failed'}`,
  );
}

function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
