import type { Cluster, LogLine } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import type { JsonObject } from '../json.ts';
import { valueAt } from '../json.ts';
import type { Seen } from './hop.ts';
import type { SeenLine } from './log-line.ts';
import { labelOf, named, objectsIn } from './objects.ts';

const ARGO = 'argoproj.io/v1alpha1';
/** The lines of a container that are looked back upon. */
const TAIL = 2000;

/** The label of the Pods of event sources and of sensors. Source: argo-events pkg/reconciler. */
const ROLE_LABELS = ['eventsource-name', 'sensor-name'] as const;

/** What is seen of the flows of a namespace. */
export class Observation {
  readonly #cluster: Cluster;
  readonly #lines: SeenLine[] = [];
  /** Container → the time of its last line, in the clock of its node. */
  readonly #last = new Map<string, string>();
  #failure: { readonly error: unknown } | undefined;
  /** What could not be looked at. */
  readonly notes = new Set<string>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Reads what the Pods have said so far. Throws a ClusterError where logs may not be read. */
  async readLogs(signal: AbortSignal): Promise<void> {
    const { namespace } = this.#cluster;
    const { items } = await this.#cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }, { signal });
    for (const pod of items.filter((one) => ROLE_LABELS.some((label) => labelOf(one, label) !== ''))) {
      if (!hasRun(pod)) continue;
      try {
        const lines = this.#cluster.logs({
          namespace,
          pod: named(pod),
          container: 'main',
          tail: TAIL,
          signal,
        });
        for await (const line of lines) this.#add(line, false);
      } catch (error) {
        // A container that starts anew has no log for a moment, and a Pod may go meanwhile.
        if (!isReason(error, 'not-found', 'invalid', 'failed')) throw error;
      }
    }
  }

  /** Listens to the Pods until the signal aborts; what fails is thrown by the next look. */
  listen(signal: AbortSignal): void {
    for (const labels of ROLE_LABELS) void this.#listen(labels, signal);
  }

  async #listen(labels: string, signal: AbortSignal): Promise<void> {
    const { namespace } = this.#cluster;
    try {
      const lines = this.#cluster.logs({
        namespace,
        labels,
        container: 'main',
        follow: true,
        tail: TAIL,
        signal,
      });
      for await (const line of lines) this.#add(line, true);
    } catch (error) {
      if (!signal.aborted) this.#failure = { error };
    }
  }

  #add({ pod, container, text, time }: LogLine, fresh: boolean): void {
    const key = `${pod}/${container}`;
    // Read before already. Both times are of the same clock.
    if (fresh && time <= (this.#last.get(key) ?? '')) return;
    if (!fresh) this.#last.set(key, time);
    this.#lines.push({ pod, container, text, fresh });
  }

  /** Everything as it is now. Throws a ClusterError for what has to be known and cannot be. */
  async look(signal: AbortSignal): Promise<Seen> {
    if (this.#failure !== undefined) throw this.#failure.error;
    const [sources, sensors, workflows, pods, events] = await Promise.all([
      this.#list(ARGO, 'EventSource', signal),
      this.#list(ARGO, 'Sensor', signal),
      this.#list(ARGO, 'Workflow', signal),
      this.#list('v1', 'Pod', signal),
      this.#list('v1', 'Event', signal),
    ]);
    const objects = [...sources, ...sensors, ...workflows, ...pods, ...events];
    return { namespace: this.#cluster.namespace, objects, lines: [...this.#lines] };
  }

  async #list(apiVersion: string, kind: string, signal: AbortSignal): Promise<readonly JsonObject[]> {
    const { namespace } = this.#cluster;
    try {
      const { items } = await this.#cluster.list({ apiVersion, kind, namespace }, { signal });
      return items.map((item) => ({ ...item, apiVersion, kind }));
    } catch (error) {
      const optional = kind === 'Event' || kind === 'Workflow';
      if (!optional || !isReason(error, 'forbidden', 'not-served')) throw error;
      this.notes.add(`${kind}s are not looked at: ${error.message}`);
      return [];
    }
  }
}

function hasRun(pod: JsonObject): boolean {
  return objectsIn(valueAt(pod, ['status', 'containerStatuses'])).some(
    (status) =>
      valueAt(status, ['state', 'running']) !== undefined ||
      valueAt(status, ['state', 'terminated']) !== undefined,
  );
}
