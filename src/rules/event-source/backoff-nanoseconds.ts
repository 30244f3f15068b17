import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const backoffNanoseconds: Rule = {
  id: 'event-source/backoff-nanoseconds',
  severity: 'warning',
  summary: 'a duration of a connectionBackoff without a unit',
  docs: {
    why: `A number as "duration" is a number of nanoseconds: "duration: 10" waits for ten billionths of a second.
Source: argo-events pkg/shared/util/retry.go (DoWithRetry, Convert2WaitBackoff), pkg/apis/events/v1alpha1/int64str.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  nats:
    jobs: {url: "nats://nats:4222", subject: jobs, jsonBody: true, connectionBackoff: {duration: 10, steps: 5}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  nats:
    jobs: {url: "nats://nats:4222", subject: jobs, jsonBody: true, connectionBackoff: {duration: 10s, steps: 5}}
`,
  },
  check: {
    event({ spec, path }, { resource }, { report }) {
      const { duration } = objectAt(spec, 'connectionBackoff') ?? {};
      // From a millisecond on somebody may mean it.
      if (typeof duration !== 'number' || duration <= 0 || duration >= 1_000_000) return;
      const at = [...path, 'connectionBackoff', 'duration'];
      const meant = `${duration}s`;
      report({
        resource,
        path: at,
        message: `the duration ${duration} is ${duration} nanoseconds`,
        help: `write "${meant}" for seconds`,
        fix: { message: `write "${meant}"`, safe: false, edits: [{ kind: 'set', path: at, value: meant }] },
      });
    },
  },
};
