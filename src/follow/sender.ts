import type { Cluster, ObjectName } from '../cluster/cluster.ts';
import { ClusterError, isReason } from '../cluster/cluster-error.ts';
import { until } from '../cluster/timing.ts';
import { UserError } from '../errors.ts';
import { type JsonObject, textOf, valueAt } from '../json.ts';
import type { HttpRequest } from '../simulate/stimulus.ts';
import { objectsIn } from './objects.ts';
import type { Answer } from './send.ts';

/** What a request is sent with from inside a cluster. */
export interface SenderRequest {
  readonly request: HttpRequest;
  /** Hex digits that nobody else has: the pod is called after them. */
  readonly id: string;
  /** The address of the event source's pod, and its port. */
  readonly host: string;
  readonly port: number;
  readonly image: string;
  /** Milliseconds until it has to be sent and answered. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Has `sh`, `base64` and `nc`; any image that has can take its place. */
export const SENDER_IMAGE = 'busybox:1.37';

/** The label of what is left over where it could not be taken away again. */
const LABEL = 'argoflow/sender';
/** Bytes of a variable that every kernel takes. Source: Linux include/uapi/linux/binfmts.h (MAX_ARG_STRLEN). */
const LARGEST = 96 * 1024;

/**
 * Sends a request from a pod that is made for it and taken away again, whatever happens. The request lies in a Secret,
 * because it may carry tokens. Throws a UserError (work) or a ClusterError when there is no answer; `left` is told of
 * what could not be taken away.
 */
export async function sendFromPod(
  { request, id, host, port, image, timeout, signal }: SenderRequest,
  cluster: Cluster,
  left: (what: string) => void,
): Promise<Answer> {
  const { namespace } = cluster;
  const text = Buffer.from(wireText(request, host, port), 'utf8').toString('base64');
  if (text.length > LARGEST) {
    throw new UserError('work', `a request of ${text.length} bytes is too large for a pod to send`);
  }
  const name = `argoflow-sender-${id.slice(0, 12)}`;
  const secret = { apiVersion: 'v1', kind: 'Secret', namespace, name };
  const pod = { apiVersion: 'v1', kind: 'Pod', namespace, name };
  const metadata = { name, namespace, labels: { [LABEL]: 'true' } };
  // The one that may be there although nobody has heard of it: what was cut off while it was made.
  const made: ObjectName[] = [];
  try {
    made.push(secret);
    await cluster.apply(
      { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data: { request: base64(text) } },
      { signal },
    );
    made.push(pod);
    await cluster.apply(podObject(metadata, { host, port, image, timeout }), { signal });
    await ended(cluster, name, image, timeout, signal);
    return readAnswer(await logOf(cluster, name, signal), host, port);
  } catch (error) {
    // What was refused is not there.
    if (isReason(error, 'forbidden', 'invalid')) made.pop();
    throw error;
  } finally {
    // Also after Ctrl-C, which has aborted the signal.
    for (const object of made.reverse()) {
      await cluster.delete(object, { signal: AbortSignal.timeout(10_000) }).catch(() => {
        left(`${object.kind} "${namespace}/${name}" could not be deleted: delete it`);
      });
    }
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The request as it goes over the wire, without a connection that stays. */
function wireText({ method, target, headers, body }: HttpRequest, host: string, port: number): string {
  const there = new Set(headers.map(([name]) => name.toLowerCase()));
  const own = (name: string, value: string) =>
    there.has(name.toLowerCase()) ? [] : [[name, value] as const];
  const bare = host.includes(':') ? `[${host}]` : host;
  const all = [
    ...own('Host', `${bare}:${port}`),
    ...headers.filter(([name]) => name.toLowerCase() !== 'connection'),
    ...own('Content-Length', String(Buffer.byteLength(body))),
    ['Connection', 'close'] as const,
  ];
  return `${method} ${target} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** It asks for nothing that a namespace with restricted pods refuses. */
function podObject(
  metadata: JsonObject,
  { host, port, image, timeout }: Pick<SenderRequest, 'host' | 'port' | 'image' | 'timeout'>,
): JsonObject {
  const seconds = Math.max(Math.ceil(timeout / 1000), 1);
  const name = textOf(metadata['name']);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: seconds + 60,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65_534, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'send',
          image,
          command: ['sh', '-c'],
          // The answer is text that may hold anything: as base64 it survives the log.
          args: [`printf %s "$REQUEST" | base64 -d | nc -w ${seconds} ${host} ${port} | base64`],
          env: [{ name: 'REQUEST', valueFrom: { secretKeyRef: { name, key: 'request' } } }],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
        },
      ],
    },
  };
}

const HOPELESS =
  /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|CreateContainer.*Error)$/;

async function ended(
  cluster: Cluster,
  name: string,
  image: string,
  timeout: number,
  signal: AbortSignal,
): Promise<void> {
  const { namespace } = cluster;
  let state = 'it was not started';
  const isOver = async () => {
    const pod = await cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace, name }, { signal });
    const phase = textOf(valueAt(pod ?? {}, ['status', 'phase']));
    for (const status of objectsIn(valueAt(pod ?? {}, ['status', 'containerStatuses']))) {
      const reason = textOf(valueAt(status, ['state', 'waiting', 'reason']));
      if (reason !== '') state = `it waits: ${reason}`;
      if (HOPELESS.test(reason)) {
        throw new UserError(
          'work',
          `the pod that sends the request cannot start: ${reason} of "${image}"`,
          'name an image that has sh, base64 and nc, and that the nodes can pull: --sender-image',
        );
      }
    }
    return phase === 'Succeeded' || phase === 'Failed';
  };
  if (await until(isOver, timeout, signal)) return;
  throw new UserError('work', `the pod that sends the request did not end in ${timeout / 1000} s: ${state}`);
}

async function logOf(cluster: Cluster, pod: string, signal: AbortSignal): Promise<string> {
  const lines: string[] = [];
  const { namespace } = cluster;
  for await (const { text } of cluster.logs({ namespace, pod, container: 'send', signal })) lines.push(text);
  return lines.join('');
}

/** The status and the body of an answer of HTTP/1.1. */
function readAnswer(log: string, host: string, port: number): Answer {
  const text = Buffer.from(log, 'base64').toString('utf8');
  const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(text) ?? [];
  const end = text.indexOf('\r\n\r\n');
  if (status === undefined || end < 0) {
    throw new UserError(
      'work',
      `the event source did not answer the pod that sent the request (${host}:${port})`,
    );
  }
  const body = text.slice(end + 4);
  return {
    status: Number(status),
    body: /^transfer-encoding: *chunked/im.test(text.slice(0, end)) ? dechunked(body) : body,
  };
}

/** Source: RFC 9112 section 7.1. */
function dechunked(body: string): string {
  let rest = body;
  let text = '';
  for (;;) {
    const [line, size] = /^([0-9a-f]+)[^\r\n]*\r\n/i.exec(rest) ?? [];
    const length = Number.parseInt(size ?? '0', 16);
    if (line === undefined || length === 0) return text;
    text += rest.slice(line.length, line.length + length);
    rest = rest.slice(line.length + length + 2);
  }
}

/** May ports be forwarded there, by the cluster's word? A cluster that does not say is tried. */
export async function mayForward(cluster: Cluster, signal: AbortSignal): Promise<boolean> {
  const { namespace } = cluster;
  try {
    // A web socket is opened with GET.
    const question = { verb: 'get', group: '', resource: 'pods/portforward', namespace };
    return (await cluster.accessReview(question, { signal })).allowed;
  } catch (error) {
    if (isReason(error, 'forbidden', 'failed')) return true;
    throw error;
  }
}

/** Was it the forwarding that was refused, so that nothing was sent? */
export function isForwardingRefused(error: unknown): boolean {
  return error instanceof ClusterError && error.reason === 'forbidden';
}
