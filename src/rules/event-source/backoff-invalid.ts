import { type JsonObject, type JsonValue, objectAt } from '../../json.ts';
import { readBackoff } from '../../simulate/bus/backoff.ts';
import { durationRemedy, isPlainDuration } from '../../simulate/sources/validation/steps.ts';
import type { Rule } from '../rule.ts';

export const backoffInvalid: Rule = {
  id: 'event-source/backoff-invalid',
  severity: 'error',
  summary: 'a connectionBackoff that cannot be read',
  docs: {
    why: `"duration" is a text such as "10s" or a number of nanoseconds; "factor" and "jitter" are numbers, and a number in quotes is none. With one that cannot be read the event source never connects.
Source: argo-events pkg/shared/util/retry.go (DoWithRetry, Convert2WaitBackoff).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  nats:
    jobs: {url: "nats://nats:4222", subject: jobs, jsonBody: true, connectionBackoff: {duration: 10s, steps: 5, factor: "2"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  nats:
    jobs: {url: "nats://nats:4222", subject: jobs, jsonBody: true, connectionBackoff: {duration: 10s, steps: 5, factor: 2}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { engine, report }) {
      const backoff = readsBackoff(type, spec) ? objectAt(spec, 'connectionBackoff') : undefined;
      if (backoff === undefined) return;
      const { duration, factor, jitter } = backoff;
      const isNumber = (one: JsonValue | undefined) => one === undefined || typeof one === 'number';
      const plain = typeof duration === 'string' ? isPlainDuration(duration) : isNumber(duration);
      if (plain && isNumber(factor) && isNumber(jitter)) return;
      const read = readBackoff(engine, backoff);
      if (read.ok) return;
      const culprit = /factor|jitter/.exec(read.error)?.[0] ?? 'duration';
      const at = [...path, 'connectionBackoff', culprit];
      const written = backoff[culprit];
      const number =
        typeof written === 'string' && /^\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
      report({
        resource,
        path: at,
        message: `${read.error}, so the event source never connects`,
        ...(culprit === 'duration'
          ? durationRemedy(at, typeof written === 'string' ? written : '')
          : number !== undefined && {
              help: `write ${number} without quotes`,
              fix: {
                message: `write ${number} without quotes`,
                safe: true,
                edits: [{ kind: 'set' as const, path: at, value: number }],
              },
            }),
      });
    },
  },
};

const CONNECTING: ReadonlySet<string> = new Set([
  'amqp',
  'emitter',
  'kafka',
  'mqtt',
  'nats',
  'nsq',
  'pulsar',
]);

/** A consumer group of Kafka connects without it. */
function readsBackoff(type: string, spec: JsonObject): boolean {
  return CONNECTING.has(type) && (type !== 'kafka' || objectAt(spec, 'consumerGroup') === undefined);
}
