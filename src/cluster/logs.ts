import type { IncomingMessage } from 'node:http';
import { isArray, isObject, type JsonObject, valueAt } from '../json.ts';
import type { LogLine, LogOptions, WatchEvent } from './cluster.ts';
import { isReason } from './cluster-error.ts';
import { linesOf } from './lines.ts';
import { nameOf } from './object.ts';
import { backoff, pause } from './timing.ts';

/** Where logs come from. */
export interface LogSource {
  /** The Pods there are, and what becomes of them. */
  watchPods(options: LogOptions): AsyncIterable<WatchEvent>;
  listPods(options: LogOptions): Promise<readonly JsonObject[]>;
  open(query: LogQuery, signal: AbortSignal | undefined): Promise<IncomingMessage>;
}

export interface LogQuery {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly follow: boolean;
  readonly tailLines?: number | undefined;
  readonly sinceSeconds?: number | undefined;
  readonly sinceTime?: string | undefined;
}

/** What the containers say. Without `follow` one after the other; with it as it comes, until the signal aborts. */
export async function* readLogs(source: LogSource, options: LogOptions): AsyncGenerator<LogLine> {
  if (options.follow === true) yield* new Follower(source, options).lines();
  else {
    for (const pod of await source.listPods(options)) {
      for (const container of containersOf(pod, options.container)) {
        const { namespace, name } = nameOf(pod);
        const message = await source.open(
          { ...rangeOf(options), namespace, pod: name, container, follow: false },
          options.signal,
        );
        try {
          for await (const line of linesOf(message)) yield readLine(line, name, container);
        } finally {
          message.destroy();
        }
      }
    }
  }
}

/** Reads many containers at once into one queue. */
class Follower {
  readonly #source: LogSource;
  readonly #options: LogOptions;
  readonly #stop = new AbortController();
  readonly #queue: LogLine[] = [];
  readonly #followed = new Set<string>();
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => undefined;

  constructor(source: LogSource, options: LogOptions) {
    this.#source = source;
    this.#options = options;
  }

  async *lines(): AsyncGenerator<LogLine> {
    const end = () => this.#stop.abort();
    const { signal } = this.#options;
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    this.#stop.signal.addEventListener('abort', () => this.#wake(), { once: true });
    void this.#followPods();
    try {
      for (;;) {
        yield* this.#queue.splice(0);
        if (this.#failure !== undefined) throw this.#failure.error;
        if (this.#stop.signal.aborted) return;
        if (this.#queue.length === 0) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      end();
      signal?.removeEventListener('abort', end);
    }
  }

  async #followPods(): Promise<void> {
    try {
      for await (const event of this.#source.watchPods({ ...this.#options, signal: this.#stop.signal })) {
        if (event.type === 'synced' || event.type === 'deleted') continue;
        const { object } = event;
        for (const container of containersOf(object, this.#options.container)) {
          const { namespace, name } = nameOf(object);
          const uid = String(valueAt(object, ['metadata', 'uid']) ?? name);
          const key = `${uid}/${container}`;
          // A container says something once it has run; each start of it says it anew in the status.
          if (this.#followed.has(key) || !hasStarted(object, container)) continue;
          this.#followed.add(key);
          void this.#followContainer({ namespace, pod: name, container }, () => this.#followed.delete(key));
        }
      }
      // A watch ends with its signal only.
    } catch (error) {
      this.#failure = { error };
    }
    this.#wake();
  }

  /** One container over its restarts: each of them ends the stream, and the next start continues after the last line. */
  async #followContainer(
    target: { readonly namespace: string; readonly pod: string; readonly container: string },
    gone: () => void,
  ): Promise<void> {
    const { signal } = this.#stop;
    let last: string | undefined;
    let quiet = 0;
    try {
      while (!signal.aborted) {
        const range = last === undefined ? rangeOf(this.#options) : { sinceTime: last };
        const before = last;
        try {
          const message = await this.#source.open({ ...range, ...target, follow: true }, signal);
          try {
            for await (const text of linesOf(message)) {
              const line = readLine(text, target.pod, target.container);
              // sinceTime has whole seconds: what was told already comes once more.
              if (last !== undefined && line.time <= last) continue;
              last = line.time;
              this.#queue.push(line);
              this.#wake();
            }
          } finally {
            message.destroy();
          }
        } catch (error) {
          if (signal.aborted) return;
          // The Pod is gone for good; a new one has another name or uid, and is followed for itself.
          if (isReason(error, 'not-found')) return;
          // Between two starts of a container the kubelet has nothing to give (400).
          if (isReason(error, 'forbidden', 'unauthorized')) throw error;
        }
        quiet = last === before ? quiet + 1 : 1;
        await pause(backoff(quiet), signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#failure = { error };
      this.#wake();
    } finally {
      gone();
    }
  }
}

function rangeOf({ tail, sinceSeconds }: LogOptions) {
  return { tailLines: tail, sinceSeconds };
}

function containersOf(pod: JsonObject, only: string | undefined): readonly string[] {
  const names = ['initContainers', 'containers'].flatMap((field) => {
    const containers = valueAt(pod, ['spec', field]);
    return isArray(containers)
      ? containers.flatMap((container) =>
          isObject(container) && typeof container['name'] === 'string' ? [container['name']] : [],
        )
      : [];
  });
  return only === undefined ? names : names.filter((name) => name === only);
}

function hasStarted(pod: JsonObject, container: string): boolean {
  return ['initContainerStatuses', 'containerStatuses'].some((field) => {
    const statuses = valueAt(pod, ['status', field]);
    return (
      isArray(statuses) &&
      statuses.some(
        (status) =>
          isObject(status) &&
          status['name'] === container &&
          (isObject(valueAt(status, ['state', 'running'])) ||
            isObject(valueAt(status, ['state', 'terminated'])) ||
            isObject(valueAt(status, ['lastState', 'terminated']))),
      )
    );
  });
}

/** With `timestamps`, every line starts with its time. */
function readLine(line: string, pod: string, container: string): LogLine {
  const [, time = '', text = line] = /^(\d{4}-\d\d-\d\dT\S+) ?(.*)$/s.exec(line) ?? [];
  return { pod, container, time, text: text.replace(/\r$/, '') };
}
