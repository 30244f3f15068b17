import { nameOf } from '../cluster/object.ts';
import { isObject, type JsonObject, parseJson, textOf } from '../json.ts';
import type { ClusterState, PodLog } from './state.ts';

/** Why a check of logs is left out. */
export function withoutLogs({ logs, unreadLogs }: ClusterState): string | undefined {
  if (logs === undefined) return 'logs are read with --logs only';
  return logs.length === 0 ? unreadLogs[0] : undefined;
}

export function logsOfPods({ logs = [] }: ClusterState, pods: readonly JsonObject[]): readonly PodLog[] {
  return logs.filter((log) =>
    pods.some((pod) => nameOf(pod).namespace === log.namespace && nameOf(pod).name === log.pod),
  );
}

/** A line of a log, in short: the message and the error of a line in JSON, else the text. */
export interface Line {
  readonly pod: string;
  readonly level: string;
  readonly message: string;
  readonly text: string;
  readonly fields: JsonObject;
}

/** Longer lines carry data, which is nobody's business. */
const LONGEST = 400;

/** Source of the form: argo-events pkg/shared/logging/logger.go. */
export function readLines(logs: readonly PodLog[]): readonly Line[] {
  return logs.flatMap(({ pod, lines }) =>
    lines.map((line): Line => {
      const fields = parsed(line);
      const message = textOf(fields['msg']);
      const error = textOf(fields['error']);
      // What a filter threw away is told with all its data: the error behind it is enough.
      const [, because] = /discarded due to filtering error: (.*)$/s.exec(message) ?? [];
      const short = because === undefined ? message : `discarded due to filtering error: ${because}`;
      const said = short === '' ? line : [short, error].filter((part) => part !== '').join(': ');
      return { pod, level: textOf(fields['level']), message, text: said.slice(0, LONGEST), fields };
    }),
  );
}

export function linesSaying(logs: readonly PodLog[], pattern: RegExp): readonly Line[] {
  return readLines(logs).filter(({ text }) => pattern.test(text));
}

function parsed(line: string): JsonObject {
  if (!line.startsWith('{')) return {};
  try {
    // JSON.parse gives values that are JSON.
    const value = parseJson(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
