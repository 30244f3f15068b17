import { UserError } from '../errors.ts';
import { payloadLimit } from '../simulate/sources/handler.ts';
import { dispatch, type HttpServer, routesOf, webhookContext } from '../simulate/sources/routes.ts';
import type { HttpRequest } from '../simulate/stimulus.ts';
import { type Listener, openListener } from './listener.ts';
import { outcomesOf } from './outcome.ts';
import type { FiringResult } from './result.ts';
import { requestStimulus } from './stimulus.ts';
import { chooseSources } from './target.ts';
import { createFollower, type TestEventPorts } from './test-event.ts';

export interface ListenOptions {
  /** The event sources to listen for; none: all that have a port. */
  readonly targets: readonly string[];
  /** Instead of the port of the manifest, where there is only one; 0: any free port. */
  readonly port?: number;
  /** Requests after which to stop; undefined: when told to. */
  readonly count?: number;
  readonly nodeOutputs: Readonly<Record<string, string>>;
}

/** A port that is open now. */
export interface OpenPort {
  readonly url: string;
  readonly eventSource: string;
  /** `/deploy`, as far as they can be reached. */
  readonly endpoints: readonly string[];
  readonly notes: readonly string[];
}

export interface ListenObserver {
  opened(ports: readonly OpenPort[]): void;
  received(firing: FiringResult): void;
}

/** A form is read up to this size whatever the limit is. Source: go1.26 net/http request.go (ParseForm). */
const FORM_LIMIT = 10 * 1024 * 1024;
const LARGEST = 64 * 1024 * 1024;

/**
 * Opens the ports of event sources on 127.0.0.1 and follows every request as it arrives, until `count` of them were
 * answered or `signal` is aborted. No port is open any more when the promise settles.
 * Throws a UserError: (usage) where nothing has a port, (work) where a port is taken.
 */
export async function listen(
  options: ListenOptions,
  ports: TestEventPorts,
  observer: ListenObserver,
  signal: AbortSignal,
): Promise<readonly FiringResult[]> {
  const servers = serversFor(options, ports);
  const follow = createFollower(ports, options.nodeOutputs);
  const firings: FiringResult[] = [];
  let received = 0;
  const open: Listener[] = [];
  let finish: (() => void) | undefined;
  let fail: ((error: unknown) => void) | undefined;
  const finished = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  signal.addEventListener('abort', () => finish?.(), { once: true });

  const answer = (server: HttpServer) => (request: HttpRequest) => {
    try {
      const firing = receive(server, request, ports, follow);
      received += 1;
      remember(firings, firing);
      observer.received(firing);
      return firing.response;
    } catch (error) {
      fail?.(error);
      return undefined;
    }
  };
  const answered = () => {
    if (options.count !== undefined && received >= options.count) finish?.();
  };
  try {
    for (const server of servers) {
      const port = options.port ?? Number(server.port);
      open.push(await openListener({ port, limit: bodyLimit(server), answer: answer(server), answered }));
    }
    observer.opened(servers.map((server, index) => describe(server, open[index]?.url ?? '')));
    if (!signal.aborted) await finished;
  } finally {
    await Promise.all(open.map((listener) => listener.close()));
  }
  return firings;
}

/** A listener may be open for days: of this many of the oldest firings, only those are kept that still decide something. */
const KEPT = 1_000;

/** Adds a firing; the outcome of all together, and of each trigger, stays what it would be with every one of them. */
export function remember(firings: FiringResult[], firing: FiringResult): void {
  firings.push(firing);
  if (firings.length < 2 * KEPT) return;
  const said = new Set<string>();
  const deciding = firings
    .splice(0, KEPT)
    .reverse()
    .filter((old) => {
      const fresh = outcomesOf(old).filter((outcome) => !said.has(outcome));
      for (const outcome of fresh) said.add(outcome);
      return fresh.length > 0;
    });
  firings.unshift(...deciding.reverse());
}

function receive(
  server: HttpServer,
  request: HttpRequest,
  ports: TestEventPorts,
  follow: ReturnType<typeof createFollower>,
): FiringResult {
  const { model, engine, world } = ports;
  const { eventSource } = server;
  const namespace = model.namespaceOf(eventSource.resource);
  const start = world.milliseconds();
  const route = dispatch(engine, server, request);
  const built = requestStimulus(request);
  if (route.kind === 'event') return follow({ eventSource, event: route.event, namespace }, built);
  const { response } = route;
  const line = `${request.method} ${request.target}`;
  const endpoints = endpointsOf(server).join(', ');
  return {
    eventSource: eventSource.name,
    namespace,
    eventName: '',
    type: server.type,
    stimulus: built.summary,
    response,
    hops: [
      {
        kind: 'source',
        name: eventSource.name,
        verdict: response.status === 200 ? 'passed' : 'stopped',
        summary:
          response.status === 200
            ? `${line} is the health check`
            : `${line} reaches no event; the endpoints are ${endpoints}`,
        milliseconds: world.milliseconds() - start,
      },
    ],
    triggers: [],
  };
}

function serversFor({ targets, port }: ListenOptions, { model }: TestEventPorts): readonly HttpServer[] {
  const chosen = new Set(chooseSources(model, targets).map(({ event }) => event));
  const servers = routesOf(model).filter(({ routes }) => routes.some(({ event }) => chosen.has(event)));
  if (servers.length === 0) {
    throw new UserError('usage', 'no event source has an HTTP endpoint with a port to listen on');
  }
  const named = servers.map(({ eventSource, port: own }) => `${eventSource.name} (port ${own})`).join(', ');
  if (port !== undefined && servers.length > 1) {
    throw new UserError(
      'usage',
      `one port cannot stand for ${servers.length}: ${named}`,
      'name one event source',
    );
  }
  const twice = servers.find(
    (server, index) => servers.findIndex(({ port: own }) => own === server.port) < index,
  );
  if (twice !== undefined) {
    throw new UserError(
      'usage',
      `port ${twice.port} is used more than once: ${named}`,
      'name one event source',
    );
  }
  for (const server of servers) {
    if (port === undefined && !(Number(server.port) <= 65_535)) {
      throw new UserError(
        'usage',
        `"${server.eventSource.name}" has the port ${server.port}, and ports end at 65535`,
      );
    }
  }
  return servers;
}

function describe(server: HttpServer, url: string): OpenPort {
  const tls = 'the real one speaks TLS here; this one speaks plain HTTP';
  return {
    url,
    eventSource: server.eventSource.name,
    endpoints: endpointsOf(server),
    notes: server.tls ? [...server.notes, tls] : server.notes,
  };
}

function endpointsOf({ routes }: HttpServer): readonly string[] {
  return routes.filter(({ unreachable }) => unreachable === undefined).map(({ endpoint }) => endpoint);
}

function bodyLimit({ routes }: HttpServer): number {
  const limits = routes.map(({ event }) => payloadLimit(webhookContext(event)?.value ?? {}));
  return Math.min(Math.max(FORM_LIMIT, ...limits), LARGEST);
}
