import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameOf } from '../../../src/cluster/object.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../../../src/json.ts';

const FOLDER = fileURLToPath(new URL('../../recordings/', import.meta.url));

/** A line of a container, with the time that the API server puts before it. */
export interface StageLine {
  readonly pod: string;
  readonly container: string;
  readonly time: string;
  readonly text: string;
}

interface Recorded {
  readonly objects: readonly JsonObject[];
  readonly lines: readonly StageLine[];
  /** When the request came, in milliseconds since 1970; undefined where none was answered. */
  readonly fired: number | undefined;
  readonly response: { readonly status: number; readonly body: string } | undefined;
}

/**
 * A recording that happens again: before the event all is as it was before, and after it, step by step, comes what
 * came: what the event source said, what the sensor said, the Workflow, its start, its end.
 */
export class Stage {
  readonly namespace: string;
  /** When the recording ends, in the clock of its cluster: milliseconds since 1970. */
  readonly now: number;
  readonly response: Recorded['response'];
  readonly #recorded: Recorded;
  #step = 0;
  readonly #waiting = new Set<() => void>();

  constructor(name: string) {
    this.#recorded = readRecording(name);
    this.response = this.#recorded.response;
    this.namespace =
      this.#recorded.objects.map((one) => nameOf(one).namespace).find((one) => one !== '') ?? '';
    const times = this.#recorded.objects.map(createdAt).filter((time) => Number.isFinite(time));
    this.now = Math.max(...times) + 45_000;
  }

  /** The request has come. */
  fire(): void {
    if (this.#step === 0) this.advance();
  }

  /** The next step, once the request has come. */
  advance(): void {
    this.#step = Math.min(this.#step + 1, LAST);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** After all that was recorded. */
  end(): void {
    this.#step = LAST - 1;
    this.advance();
  }

  get hasFired(): boolean {
    return this.#step > 0;
  }

  /** What is there now. */
  objects(): readonly JsonObject[] {
    const { objects, fired } = this.#recorded;
    if (this.#step === LAST || fired === undefined) return objects;
    return objects.flatMap((object) => {
      if (createdAt(object) < fired && !isOfWorkflow(object)) return [object];
      const { kind } = nameOf(object);
      if (this.#step < CREATED) return [];
      if (kind !== 'Workflow') return this.#step < RUNNING ? [] : isEnd(object) ? [] : [started(object)];
      return [this.#step < RUNNING ? withoutStatus(object) : started(object)];
    });
  }

  /** What a container has said so far. */
  lines(pod: string, container: string): readonly StageLine[] {
    const { lines, fired } = this.#recorded;
    return lines.filter((line) => {
      if (line.pod !== pod || line.container !== container) return false;
      if (this.#step === LAST || fired === undefined || Date.parse(line.time) < fired) return true;
      if (pod.includes('-eventsource-')) return this.#step >= 1;
      return pod.includes('-sensor-') && this.#step >= 2;
    });
  }

  /** Fulfilled with the next step. */
  change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

/** The steps: 1 the event source, 2 the sensor, then these. */
const CREATED = 3;
const RUNNING = 4;
const LAST = 5;

function readRecording(name: string): Recorded {
  const read = (file: string) => readFileSync(`${FOLDER}${name}/${file}`, 'utf8');
  const objects: JsonValue = JSON.parse(read('objects.json'));
  // What was recorded of an answer: its status, its headers and its text, or why there was none.
  const response = JSON.parse(read('response.json')) as {
    readonly status?: number;
    readonly body?: string;
    readonly headers?: { readonly Date?: string };
  };
  const files = readdirSync(`${FOLDER}${name}/logs`);
  return {
    objects: (isArray(objects) ? objects : []).filter(isObject),
    lines: files.flatMap((file) => linesOf(file, read(`logs/${file}`))),
    fired: response.headers?.Date === undefined ? undefined : Date.parse(response.headers.Date),
    response:
      response.status === undefined ? undefined : { status: response.status, body: response.body ?? '' },
  };
}

/** Plain lines have the time of the line before. A nanosecond a line keeps their order. */
function linesOf(file: string, text: string): readonly StageLine[] {
  const [, pod = '', container = ''] = /^(.+)\.([^.]+)\.log$/.exec(file) ?? [];
  let second = '2026-11-23T16:00:00';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      second = /"(?:ts|time)":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/.exec(line)?.[1] ?? second;
      return { pod, container, time: `${second}.${String(index).padStart(9, '0')}Z`, text: line };
    });
}

function createdAt(object: JsonObject): number {
  return Date.parse(String(valueAt(object, ['metadata', 'creationTimestamp'])));
}

function isOfWorkflow(object: JsonObject): boolean {
  return (
    object['kind'] === 'Workflow' ||
    valueAt(object, ['metadata', 'labels', 'workflows.argoproj.io/workflow']) !== undefined
  );
}

/** Warnings come with what they warn of. */
function isEnd(object: JsonObject): boolean {
  return object['kind'] === 'Event';
}

function withoutStatus({ status: _, ...object }: JsonObject): JsonObject {
  return object;
}

/** A Workflow or a Pod of one that has begun, and has no end yet. */
function started(object: JsonObject): JsonObject {
  if (object['kind'] !== 'Workflow') return { ...object, status: { phase: 'Pending' } };
  const nodes = valueAt(object, ['status', 'nodes']);
  const begun = Object.entries(isObject(nodes) ? nodes : {}).map(([id, node]) => {
    const { message: _, finishedAt: __, ...rest } = isObject(node) ? node : {};
    return [id, { ...rest, phase: rest['type'] === 'Pod' ? 'Pending' : 'Running' }];
  });
  return { ...object, status: { phase: 'Running', nodes: Object.fromEntries(begun) } };
}
