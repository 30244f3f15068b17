import { isArray, own } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const listEmpty: Rule = {
  id: 'event-source/list-empty',
  severity: 'error',
  summary: 'a list of what to listen to that is empty',
  docs: {
    why: `The controller asks only whether the list is there. With an empty one the event source listens to nothing, or cannot subscribe: there are no events.
Source: argo-events pkg/eventsources/sources/redis/start.go, redis_stream/start.go, pulsar/start.go, resource/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  redis:
    jobs: {hostAddress: "redis:6379", channels: [], jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  redis:
    jobs: {hostAddress: "redis:6379", channels: [jobs], jsonBody: true}
`,
  },
  check: {
    event({ type, spec, path, name }, { resource }, { report }) {
      const key = LISTS.get(type);
      const list = key === undefined ? undefined : own(spec, key);
      if (key === undefined || !isArray(list) || list.length > 0) return;
      report({
        resource,
        path: [...path, key],
        message: `"${name}" listens to nothing: "${key}" is empty`,
        help: `name at least one`,
      });
    },
  },
};

const LISTS: ReadonlyMap<string, string> = new Map([
  ['redis', 'channels'],
  ['redisStream', 'streams'],
  ['pulsar', 'topics'],
  ['resource', 'eventTypes'],
]);
