import type { Cluster, LogLine } from '../cluster/cluster.ts';
import { ClusterError, isReason } from '../cluster/cluster-error.ts';
import { pause } from '../cluster/timing.ts';
import { openEngine } from '../engine/wasm.ts';
import { UserError } from '../errors.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../json.ts';
import { buildLiveModel } from '../model/live.ts';
import type { Model } from '../model/model.ts';
import { readLibrary } from '../payloads/library.ts';
import { readyPod } from '../port-forward/pod.ts';
import { liveServers } from '../port-forward/servers.ts';
import { webhookContext } from '../simulate/sources/routes.ts';
import { signed } from '../simulate/sources/signing.ts';
import type { HttpRequest } from '../simulate/stimulus.ts';
import { readInputs } from '../test-event/inputs.ts';
import type { OverallOutcome } from '../test-event/overall-outcome.ts';
import type { StimulusSummary, TestEventResult } from '../test-event/result.ts';
import { buildStimulus } from '../test-event/stimulus.ts';
import { chooseTargets, type Target } from '../test-event/target.ts';
import { conclude, createFollower } from '../test-event/test-event.ts';
import { openWorld } from '../test-event/world.ts';
import { readEvent } from './event.ts';
import { type Help, helpFor } from './help.ts';
import type { FollowedHop, Seen, Trail } from './hop.ts';
import { isOfExecutor } from './log-line.ts';
import { named, ofKind, runningContainers } from './objects.ts';
import { Observation } from './observe.ts';
import { type Prediction, predictionOf } from './prediction.ts';
import { type Answer, send, UnansweredError } from './send.ts';
import { isForwardingRefused, mayForward, SENDER_IMAGE, sendFromPod } from './sender.ts';
import { isHeldByAll, trailOf } from './trail.ts';
import { nodeTree, type TreeNode } from './workflow-hops.ts';

export interface ClusterTestRequest {
  /** `EVENTSOURCE/EVENT`; none: the only event that there is. */
  readonly targets: readonly string[];
  readonly data?: string | undefined;
  /** An event file, or a sample. */
  readonly event?: string | undefined;
  readonly set: readonly string[];
  readonly header: readonly string[];
  readonly method?: string | undefined;
  /** The folder of the sample events. */
  readonly payloads: string;
  /** Milliseconds to wait for the end, counted on this machine. */
  readonly timeout: number;
  readonly wait: boolean;
  /** What sends the request from inside the cluster where ports may not be forwarded. */
  readonly senderImage?: string | undefined;
  /** Milliseconds between two looks; half a second by default. */
  readonly interval?: number | undefined;
  /** What the Pods of the Workflow say is told. */
  readonly logs: boolean;
  readonly signal: AbortSignal;
}

/** What `argoflow test-event --cluster` found out; also what `--output json` prints. */
export interface ClusterTestResult {
  readonly apiVersion: 'argoflow.dev/v1';
  readonly kind: 'ClusterTestResult';
  readonly context: string;
  readonly namespace: string;
  readonly eventSource: string;
  readonly eventName: string;
  /** The key of its type in the EventSource's `spec`. */
  readonly eventType: string;
  readonly prediction: Prediction;
  /** The request, with header values that hold credentials masked. */
  readonly stimulus: StimulusSummary;
  /** Did it come out as predicted? Absent where nobody waited for the end, or the time ran out. */
  readonly asPredicted?: boolean;
  /** Absent: nothing was sent, as nobody could have received it. */
  readonly response?: Answer;
  readonly trail: Trail;
  /** What to do about it, where the event died and it is known. */
  readonly help?: Help;
  /** The time ran out before the cluster said how it ends. */
  readonly timedOut: boolean;
  /** Nobody waited for the end. */
  readonly followed: boolean;
  readonly notes: readonly string[];
}

export interface FollowObserver {
  predicted(prediction: Prediction): void;
  hop(hop: FollowedHop): void;
  /** A node of a Workflow that has another phase now. */
  node(workflow: string, node: TreeNode): void;
  log(line: LogLine): void;
}

const INTERVAL = 500;
/** Looks at the logs for the line that explains a refusal, which may come after the answer. */
const LATE_LOOKS = 4;
/** Looks after a trigger has said what it has and what it lacks: when nothing is missing, it says that next. */
const HELD_LOOKS = 3;

/**
 * Fires an event at an event source of a cluster, after saying what has to become of it, and follows it to the end.
 * Throws a UserError for what cannot be fired, and a ClusterError for what the cluster refuses.
 */
export async function testOnCluster(
  request: ClusterTestRequest,
  readStdin: () => Promise<string>,
  cluster: Cluster,
  observer: FollowObserver,
): Promise<ClusterTestResult> {
  const { signal } = request;
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const observation = new Observation(cluster);
  // What has to be told where it ends before its time.
  let phase = 'before anything was sent';
  try {
    const first = await observation.look(both);
    const plan = await planned(request, readStdin, cluster, first, observation.notes);
    const { target, prediction } = plan;
    observer.predicted(prediction);
    const { name } = target.eventSource;
    const followed = { eventSource: name, eventName: target.event.name };
    await observation.readLogs(both);

    const ready = await observation.look(both);
    const running = runningContainers(ready);
    const before = trailOf(ready, followed);
    if (before.outcome !== 'died') phase = 'while the event was being sent: it may have arrived';
    const { response, unanswered }: Pick<Seen, 'response' | 'unanswered'> =
      before.outcome === 'died'
        ? {}
        : await answered(fire(plan, cluster, request.senderImage ?? SENDER_IMAGE, observation.notes, both));
    if (unanswered !== undefined) observation.listen(both);
    if (response !== undefined) {
      phase = `after the event was sent (answered ${response.status}): what becomes of it goes on in the cluster`;
      observation.listen(both);
    }
    const report = new Report(observer, cluster, request.logs, both);
    const timeIsUp = AbortSignal.timeout(request.timeout);
    let trail = before;
    let late = LATE_LOOKS;
    let held = HELD_LOOKS;
    while (request.wait || response === undefined) {
      const looked = await lookAgain(observation, timeIsUp, both);
      if (looked === undefined) {
        await pause(request.interval ?? INTERVAL, both);
        continue;
      }
      const seen: Seen = { ...looked, response, unanswered, running };
      trail = trailOf(seen, followed);
      const { from } = trail.cause?.evidence ?? {};
      if ((from === 'answer' || from === 'connection') && late-- > 0) {
        await pause(request.interval ?? INTERVAL, both);
        continue;
      }
      report.tell(trail, seen);
      const isHeld = trail.triggers.some((trigger) => trigger.held) && held-- > 0;
      if (timeIsUp.aborted || (!isHeld && isOver(trail))) break;
      await pause(request.interval ?? INTERVAL, both);
    }
    await report.rest(trail);
    if (prediction.outcome === 'waiting' && trail.outcome !== 'waiting') {
      observation.notes.add('predicted without the events that sensors keep from before');
    }
    const { context, namespace } = cluster;
    const help = trail.cause && helpFor(trail.cause, { context, namespace });
    return {
      apiVersion: 'argoflow.dev/v1',
      kind: 'ClusterTestResult',
      context,
      namespace,
      ...followed,
      eventType: target.event.type,
      prediction,
      stimulus: plan.stimulus,
      ...(isOver(trail) && { asPredicted: asPredicted(prediction.outcome, trail) }),
      ...(response && { response }),
      trail,
      ...(help && { help }),
      timedOut: request.wait && !isOver(trail),
      followed: request.wait,
      notes: [...observation.notes],
    };
  } catch (error) {
    if (signal.aborted) throw new ClusterError('interrupted', `interrupted ${phase}`);
    throw error;
  } finally {
    stop.abort();
  }
}

async function answered(fired: Promise<Answer>): Promise<Pick<Seen, 'response' | 'unanswered'>> {
  try {
    return { response: await fired };
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return { unanswered: error.why };
  }
}

/** A cluster that is out of reach for a while is looked at again until the time is up: undefined then. */
async function lookAgain(
  observation: Observation,
  timeIsUp: AbortSignal,
  signal: AbortSignal,
): Promise<Seen | undefined> {
  try {
    return await observation.look(signal);
  } catch (error) {
    if (timeIsUp.aborted || !isReason(error, 'unreachable', 'timeout', 'throttled', 'failed', 'unreadable'))
      throw error;
    observation.notes.add(`for a while nothing could be seen: ${error.message}`);
    return undefined;
  }
}

interface Plan {
  /** Random hex digits of this event. */
  readonly id: string;
  readonly target: Target;
  readonly request: HttpRequest;
  readonly stimulus: StimulusSummary;
  readonly prediction: Prediction;
}

/** What is sent, and what the simulator says that becomes of it. */
async function planned(
  request: ClusterTestRequest,
  readStdin: () => Promise<string>,
  cluster: Cluster,
  seen: Seen,
  notes: Set<string>,
): Promise<Plan> {
  const { context, namespace } = cluster;
  if (ofKind(seen, 'EventSource').length === 0) {
    throw new UserError(
      'usage',
      `there is no event source in namespace "${namespace}" of context "${context}"`,
      'name the namespace of the flow: -n NAME',
    );
  }
  const flows = [...ofKind(seen, 'EventSource'), ...ofKind(seen, 'Sensor')];
  const [target] = chooseTargets(buildLiveModel(flows, { namespace }), request.targets);
  if (target === undefined || request.targets.length > 1) {
    throw new UserError('usage', 'one event is fired at a cluster at a time', 'name one EVENTSOURCE/EVENT');
  }
  const secrets = await secretsOf(target, cluster, request.signal, notes);
  const [more, rights] = await Promise.all([
    others(cluster, request.signal, notes),
    permissions(cluster, request.signal, notes),
  ]);
  const model: Model = buildLiveModel([...flows, ...secrets, ...more, ...rights], { namespace });
  const [same = target] = chooseTargets(model, [`${target.eventSource.name}/${target.event.name}`]);
  const { world, engineWorld } = openWorld({});
  const engine = openEngine(engineWorld);
  try {
    const { data, event, set, header, method } = request;
    const inputs = await readInputs(
      {
        manifests: [],
        namespace,
        ...(data !== undefined && { data }),
        ...(event !== undefined && { event }),
      },
      readStdin,
    );
    const library = await readLibrary(request.payloads, new Set([same.event.type]));
    const ports = { model, engine, world, library, diagnostics: [] };
    const file = readEvent(engine, library, inputs, same);
    const built = buildStimulus(ports, same, {
      assignments: set,
      headers: header,
      ...(file !== undefined && { file }),
      ...(inputs.data && { data: inputs.data }),
      ...(method !== undefined && { method }),
    });
    if (built.stimulus.kind !== 'http') {
      throw new UserError(
        'usage',
        `"${same.eventSource.name}/${same.event.name}" is of type ${same.event.type}, which takes no HTTP requests: argoflow cannot fire it on a cluster`,
        'let its own source send a message, and follow it with "argoflow trace EVENT-ID"',
      );
    }
    const sent = signed(model, same.eventSource, same.event, built.stimulus.request, world.now());
    const firing = createFollower(ports, {})(same, {
      stimulus: { kind: 'http', request: sent },
      summary: built.summary,
    });
    const result: TestEventResult = conclude([firing], [], ports);
    const [stimulus = built.summary] = result.firings.map((one) => one.stimulus);
    return { id: world.eventId(), target: same, request: sent, stimulus, prediction: predictionOf(result) };
  } finally {
    engine.close();
  }
}

const SECRET_FIELDS = ['webhookSecret', 'secretToken', 'signingSecret', 'token'] as const;

/** The Secrets that the event's own requests are proven with. Their values are only sent. */
async function secretsOf(
  { event }: Target,
  cluster: Cluster,
  signal: AbortSignal,
  notes: Set<string>,
): Promise<readonly JsonObject[]> {
  const selectors = [
    webhookContext(event)?.value['authSecret'],
    ...SECRET_FIELDS.map((field) => event.spec[field]),
  ].filter(isObject);
  const found: JsonObject[] = [];
  for (const { name } of selectors) {
    if (typeof name !== 'string') continue;
    try {
      const secret = await cluster.get(
        { apiVersion: 'v1', kind: 'Secret', namespace: cluster.namespace, name },
        { signal },
      );
      if (secret !== undefined) found.push({ ...secret, apiVersion: 'v1', kind: 'Secret' });
    } catch (error) {
      if (!isReason(error, 'forbidden')) throw error;
      notes.add(`the request is not signed with secret "${name}": ${error.message}`);
    }
  }
  return found;
}

/** What Workflows refer to. */
async function others(
  cluster: Cluster,
  signal: AbortSignal,
  notes: Set<string>,
): Promise<readonly JsonObject[]> {
  const { namespace } = cluster;
  const found: JsonObject[] = [];
  for (const kind of ['EventBus', 'WorkflowTemplate'] as const) {
    const apiVersion = 'argoproj.io/v1alpha1';
    try {
      const { items } = await cluster.list({ apiVersion, kind, namespace }, { signal });
      found.push(...items.map((item) => ({ ...item, apiVersion, kind })));
    } catch (error) {
      if (!isReason(error, 'forbidden', 'not-served')) throw error;
      notes.add(`predicted without ${kind}s: ${error.message}`);
    }
  }
  return found;
}

const RBAC = 'rbac.authorization.k8s.io/v1';
/** What says who may do what. Those of the whole cluster have no namespace. */
const PERMISSIONS = [
  { apiVersion: 'v1', kind: 'ServiceAccount', ofCluster: false },
  { apiVersion: RBAC, kind: 'Role', ofCluster: false },
  { apiVersion: RBAC, kind: 'RoleBinding', ofCluster: false },
  { apiVersion: RBAC, kind: 'ClusterRole', ofCluster: true },
  { apiVersion: RBAC, kind: 'ClusterRoleBinding', ofCluster: true },
] as const;

/** All of it or nothing: with a part of it, what is granted would look as if it were not. */
async function permissions(
  cluster: Cluster,
  signal: AbortSignal,
  notes: Set<string>,
): Promise<readonly JsonObject[]> {
  try {
    const lists = await Promise.all(
      PERMISSIONS.map(async ({ apiVersion, kind, ofCluster }) => {
        const namespace = ofCluster ? {} : { namespace: cluster.namespace };
        const { items } = await cluster.list({ apiVersion, kind, ...namespace }, { signal });
        return items.map((item) => ({ ...item, apiVersion, kind }));
      }),
    );
    return lists.flat();
  } catch (error) {
    if (!isReason(error, 'forbidden', 'not-served')) throw error;
    notes.add(`predicted without permissions: ${error.message}`);
    return [];
  }
}

async function fire(
  { request, id, target: { eventSource, event } }: Plan,
  cluster: Cluster,
  image: string,
  notes: Set<string>,
  signal: AbortSignal,
): Promise<Answer> {
  const port = webhookContext(event)?.value['port'];
  const server = (await liveServers([eventSource.name], cluster, { signal })).find(
    (one) => one.type === event.type && one.port === port,
  );
  if (server === undefined) throw new UserError('work', `"${eventSource.name}/${event.name}" has no port`);
  // What is not ready is told as such, and not as a broken connection.
  const pod = await readyPod(eventSource.name, cluster, { signal });
  const fromPod = async (why: string): Promise<Answer> => {
    if (server.tls) {
      const help = 'ask for the right to forward ports: get and create of pods/portforward';
      throw new UserError('work', `${why}, and a pod that would send the request speaks no TLS`, help);
    }
    notes.add(`${why}: the request is sent from a pod of the cluster, which is deleted again`);
    const { namespace } = cluster;
    const found = await cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod }, { signal });
    const host = textOf(valueAt(found ?? {}, ['status', 'podIP']));
    if (host === '') throw new UserError('work', `pod "${pod}" has no address yet`, 'try again');
    const asked = { request, id, host, port: Number(server.port), image, timeout: SENDING, signal };
    return await sendFromPod(asked, cluster, (what) => notes.add(what));
  };
  if (!(await mayForward(cluster, signal))) return await fromPod('you may not forward ports');
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendForwarded(
        request,
        eventSource.name,
        { ...server, port: Number(server.port) },
        cluster,
        signal,
      );
    } catch (error) {
      if (isForwardingRefused(error)) return await fromPod('the cluster forwards no port for you');
      // Its pod counts as ready from its first moment; it listens when it has its event bus.
      if (!isReason(error, 'not-listening')) throw error;
      if (attempt >= ATTEMPTS) {
        const help = `see what the event source says: argoflow logs ${eventSource.name} -n ${cluster.namespace} --tail 20`;
        throw new ClusterError('not-listening', error.message, help);
      }
      notes.add(`${error.message} at first: it was sent again`);
      await pause(ATTEMPT, signal);
    }
  }
}

/** Attempts to reach an event source that starts, which takes some seconds, and milliseconds between them. */
const ATTEMPTS = 20;
const ATTEMPT = 1000;

async function sendForwarded(
  request: HttpRequest,
  eventSource: string,
  { port, tls }: { readonly port: number; readonly tls: boolean },
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Answer> {
  const broken: Error[] = [];
  const forwarding = await cluster.portForward({
    namespace: cluster.namespace,
    choosePod: (call) => readyPod(eventSource, cluster, call),
    port,
    localPort: 0,
    signal,
    failed: (error) => void broken.push(error),
  });
  try {
    return await send(request, { port: forwarding.localPort, tls, timeout: 30_000, signal });
  } catch (error) {
    throw broken[0] ?? error;
  } finally {
    await forwarding.close();
  }
}

/** Milliseconds for a pod to start, send and end. */
const SENDING = 90_000;

/** Tells each thing once. */
class Report {
  readonly #observer: FollowObserver;
  readonly #cluster: Cluster;
  readonly #logs: boolean;
  readonly #signal: AbortSignal;
  readonly #told = new Set<string>();
  /** Pod → the time of its last line, in the clock of its node. */
  readonly #heard = new Map<string, string>();

  constructor(observer: FollowObserver, cluster: Cluster, logs: boolean, signal: AbortSignal) {
    this.#observer = observer;
    this.#cluster = cluster;
    this.#logs = logs;
    this.#signal = signal;
  }

  tell({ hops, triggers }: Trail, seen: Seen): void {
    const all = [...hops, ...triggers.flatMap((trigger) => trigger.hops)];
    this.#hops(all.filter(({ kind }) => kind !== 'pods'));
    const made = new Set(triggers.map(({ workflow }) => workflow));
    for (const workflow of ofKind(seen, 'Workflow').filter((one) => made.has(named(one)))) {
      const name = named(workflow);
      for (const node of nodeTree(workflow))
        this.#once(JSON.stringify([name, node.id, node.phase]), () => this.#observer.node(name, node));
      if (this.#logs) this.#once(`logs ${name}`, () => void this.#follow(name));
    }
    this.#hops(all.filter(({ kind }) => kind === 'pods'));
  }

  /** What the Pods of the Workflows said, and nobody has heard yet: a stream may be behind what the status says. */
  async rest({ triggers }: Trail): Promise<void> {
    if (!this.#logs) return;
    for (const { workflow } of triggers) if (workflow !== undefined) await this.#read(workflow, false);
  }

  #hops(hops: readonly FollowedHop[]): void {
    for (const hop of hops) {
      if (hop.state === 'waiting' || hop.state === 'unknown') continue;
      this.#once(JSON.stringify([hop.kind, hop.name, hop.state]), () => this.#observer.hop(hop));
    }
  }

  #once(key: string, tell: () => void): void {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    tell();
  }

  async #follow(workflow: string): Promise<void> {
    await this.#read(workflow, true);
  }

  async #read(workflow: string, follow: boolean): Promise<void> {
    const { namespace } = this.#cluster;
    const labels = `workflows.argoproj.io/workflow=${workflow}`;
    try {
      const options = { namespace, labels, container: 'main', follow, signal: this.#signal };
      for await (const line of this.#cluster.logs(options)) {
        if (line.time <= (this.#heard.get(line.pod) ?? '')) continue;
        this.#heard.set(line.pod, line.time);
        if (!isOfExecutor(line.text)) this.#observer.log(line);
      }
    } catch {
      // What the Pods say is an extra: the verdict does not need it.
    }
  }
}

function isOver({ outcome, triggers }: Trail): boolean {
  return outcome !== 'waiting' || isHeldByAll(triggers);
}

/** Did it come out as the simulator said? */
export function asPredicted(predicted: OverallOutcome, { outcome }: Trail): boolean {
  if (outcome === 'waiting') return predicted === 'waiting';
  return (predicted === 'fires') === (outcome === 'succeeded');
}
