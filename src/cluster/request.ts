import { ClusterError } from './cluster-error.ts';

/** One request to the API server, with what messages and permissions call it. */
export interface Request {
  readonly verb: Verb;
  /** `sensors.argoproj.io`, or a path that is no resource: `/version`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  readonly accept?: string | undefined;
  readonly body?: { readonly type: string; readonly text: string } | undefined;
}

/** A request for what is no object: which kinds there are, the version, the health. */
export function plainRequest(path: string): Request {
  return { verb: 'discover', resource: path, namespace: '', name: '', method: 'GET', path };
}

/** What a request does, in the words of RBAC; `review` asks whether something is allowed, `discover` what is served. */
export type Verb = 'discover' | 'get' | 'list' | 'watch' | 'review' | 'patch' | 'create' | 'delete';

/** All that reads and nothing else: neither objects nor their state change. */
export const READING: ReadonlySet<Verb> = new Set(['discover', 'get', 'list', 'watch', 'review']);

/** `list sensors.argoproj.io in namespace "x"`. */
export function describe({ verb, resource, namespace, name }: Omit<Request, 'method' | 'path'>): string {
  const word = verb === 'patch' ? 'apply' : verb === 'discover' ? 'read' : verb;
  const object = name === '' ? '' : ` "${name}"`;
  return `${word} ${resource}${object}${namespace === '' ? '' : ` in namespace "${namespace}"`}`;
}

/** Throws a ClusterError for a verb that is not allowed. The one gate in front of the wire. */
export function guard(request: Request, allowed: ReadonlySet<Verb> | undefined): void {
  if (allowed === undefined || allowed.has(request.verb)) return;
  throw new ClusterError('read-only', `a command that only reads would ${describe(request)}`);
}
