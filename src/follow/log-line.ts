import { isArray, isObject, type JsonObject, parseJson, textOf } from '../json.ts';

/** A line of a Pod of a flow. */
export interface SeenLine {
  readonly pod: string;
  readonly container: string;
  readonly text: string;
  /** False: it was there before the event was sent. */
  readonly fresh: boolean;
}

/**
 * A line of a process of Argo Events, which writes JSON; lines of client-go and of the `argo` program are plain text.
 * Source: argo-events pkg/shared/logging/logger.go.
 */
export interface Entry {
  readonly line: SeenLine;
  /** '' for plain text. */
  readonly level: string;
  /** '' for plain text. */
  readonly message: string;
  /** Milliseconds in the clock of the Pod; NaN for plain text. */
  readonly time: number;
  readonly fields: JsonObject;
}

/** Never throws: what is no JSON object is plain text. */
export function readEntry(line: SeenLine): Entry {
  const fields = parsed(line.text);
  return {
    line,
    // The libraries of Argo Events log beside it, in capitals.
    level: textOf(fields['level']).toLowerCase(),
    message: textOf(fields['msg']),
    time: Date.parse(textOf(fields['ts']) || textOf(fields['time'])),
    fields,
  };
}

/**
 * What the executor of Argo Workflows says in the log of a container that it runs, and is no trouble.
 * Source: argo-workflows cmd/argoexec/commands/root.go (the field argo=true).
 */
export function isOfExecutor(text: string): boolean {
  return /^time=\S+ level=(?:INFO|DEBUG) .*\bargo=true\b/.test(text);
}

/** When a line was written, by its own word: RFC 3339 in UTC; '' where it does not say. */
export function writtenAt(text: string): string {
  const { ts, time } = parsed(text);
  return textOf(ts) || textOf(time);
}

/** The event ids that made a trigger act. */
export function causesOf({ fields }: Entry): readonly string[] {
  const ids = fields['triggeredByEvents'];
  return isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

function parsed(text: string): JsonObject {
  if (!text.startsWith('{')) return {};
  try {
    // JSON.parse gives values that are JSON.
    const value = parseJson(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
