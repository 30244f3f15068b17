import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from '../json.ts';
import type { ObjectList, WatchEvent, WatchOptions } from './cluster.ts';
import { ClusterError, interrupted, isReason } from './cluster-error.ts';
import { parseExactJson } from './exact-json.ts';
import { linesOf } from './lines.ts';
import { metadataOf, resourceVersionOf, uidOf } from './object.ts';
import { backoff, pause } from './timing.ts';

/** Where a watch gets its objects from. */
export interface WatchSource {
  list(signal: AbortSignal | undefined): Promise<ObjectList>;
  /** The lines of events since that version; to be destroyed by whoever reads them. */
  open(resourceVersion: string, signal: AbortSignal): Promise<IncomingMessage>;
}

const SILENCE = 120_000;
const PATIENCE = 60_000;
/** Milliseconds after which the end of a connection is nothing that a server should be spared from. */
const LIVED = 10_000;

/**
 * The objects as they are, and every change until the signal aborts, over everything that may happen to a connection:
 * a cut one goes on where it was, a forgotten version (410) and a silent server start over with a list, and what the list
 * shows to have changed is told as if it had been watched. Throws a ClusterError that waiting does not mend, and the
 * last one once the cluster stays out of reach.
 */
export async function* watchObjects(source: WatchSource, options: WatchOptions): AsyncGenerator<WatchEvent> {
  const { signal, silence = SILENCE, patience = PATIENCE } = options;
  const known = new Map<string, JsonObject>();
  let version: string | undefined;
  let synced = false;
  let failures = 0;
  let lostAt: number | undefined;
  for (;;) {
    if (signal?.aborted) return;
    try {
      if (version === undefined) {
        const list: ObjectList = await source.list(signal);
        yield* differences(known, list.items);
        version = list.resourceVersion;
        if (!synced) yield { type: 'synced' };
        synced = true;
      }
      const opened = () => {
        lostAt = undefined;
      };
      const from = Date.now();
      for await (const event of eventsSince(source, version, silence, signal, opened)) {
        failures = 0;
        version = event.version;
        if (event.change !== undefined) {
          remember(known, event.change);
          yield event.change;
        }
      }
      if (Date.now() - from > LIVED) failures = 0;
    } catch (error) {
      if (signal?.aborted) return;
      if (isReason(error, 'expired')) {
        version = undefined;
        continue;
      }
      if (!isPassing(error)) throw error;
      lostAt ??= Date.now();
      if (Date.now() - lostAt > patience) throw error;
    }
    // Also after an orderly end: a server that ends at once must not be asked in a tight circle.
    failures++;
    try {
      await pause(failures === 1 ? 50 : backoff(failures - 1), signal);
    } catch {
      return;
    }
  }
}

interface Progress {
  readonly version: string;
  /** Undefined for a bookmark. */
  readonly change: Exclude<WatchEvent, { type: 'synced' }> | undefined;
}

/** Ends when the connection does, or has been silent. */
async function* eventsSince(
  source: WatchSource,
  version: string,
  silence: number,
  signal: AbortSignal | undefined,
  opened: () => void,
): AsyncGenerator<Progress> {
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const message = await source.open(version, both);
  opened();
  const timer = setTimeout(() => message.destroy(), silence);
  message.on('data', () => timer.refresh());
  try {
    for await (const line of linesOf(message)) if (line.trim() !== '') yield readEvent(line);
  } catch (error) {
    // A cut connection is an end like any other; what is left of a line is no event.
    if (error instanceof ClusterError && !isReason(error, 'unreadable')) throw error;
    if (signal?.aborted) throw interrupted();
  } finally {
    clearTimeout(timer);
    stop.abort();
    message.destroy();
  }
}

function readEvent(line: string): Progress {
  const event = parseLine(line);
  const { type, object } = event;
  if (!isObject(object)) throw cutOff();
  switch (type) {
    case 'BOOKMARK':
      return { version: resourceVersionOf(object), change: undefined };
    case 'ADDED':
      return { version: resourceVersionOf(object), change: { type: 'added', object } };
    case 'MODIFIED':
      return { version: resourceVersionOf(object), change: { type: 'modified', object } };
    case 'DELETED':
      return { version: resourceVersionOf(object), change: { type: 'deleted', object } };
    default: {
      const said = typeof object['message'] === 'string' ? object['message'] : 'it gave no reason';
      const reason = object['code'] === 410 || object['reason'] === 'Expired' ? 'expired' : 'failed';
      throw new ClusterError(reason, `the watch ended: ${said}`);
    }
  }
}

function parseLine(line: string): JsonObject {
  try {
    const value = parseExactJson(line);
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw cutOff();
}

function cutOff(): ClusterError {
  return new ClusterError('unreadable', 'an event of the watch breaks off');
}

/** Will it pass? A busy or restarting server, a network that is gone for a while. */
function isPassing(error: unknown): boolean {
  return isReason(error, 'unreachable', 'timeout', 'throttled', 'failed', 'unreadable');
}

function remember(
  known: Map<string, JsonObject>,
  { type, object }: { type: string; object: JsonObject },
): void {
  if (type === 'deleted') known.delete(uidOf(object));
  else
    known.set(uidOf(object), {
      metadata: metadataOf(object),
      kind: object['kind'] ?? '',
      apiVersion: object['apiVersion'] ?? '',
    });
}

/** What a new list says to have happened since the last event. */
function* differences(known: Map<string, JsonObject>, items: readonly JsonObject[]): Generator<WatchEvent> {
  const there = new Set(items.map(uidOf));
  for (const [uid, object] of [...known]) {
    if (there.has(uid)) continue;
    known.delete(uid);
    yield { type: 'deleted', object };
  }
  for (const object of items) {
    const before = known.get(uidOf(object));
    if (before !== undefined && resourceVersionOf(before) === resourceVersionOf(object)) continue;
    const change = { type: before === undefined ? 'added' : 'modified', object } as const;
    remember(known, change);
    yield change;
  }
}
