import { listAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const redisChannelPattern: Rule = {
  id: 'event-source/redis-channel-pattern',
  severity: 'warning',
  summary: 'a pattern among the channels of Redis',
  docs: {
    why: `The event source subscribes to channels by their names. A star is a star: messages of other channels do not come.
Source: argo-events pkg/eventsources/sources/redis/start.go (StartListening), Redis SUBSCRIBE and PSUBSCRIBE.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  redis:
    jobs: {hostAddress: "redis:6379", channels: ["jobs.*"], jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  redis:
    jobs: {hostAddress: "redis:6379", channels: [jobs.done], jsonBody: true}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      if (type !== 'redis') return;
      for (const [index, channel] of listAt(spec, 'channels').entries()) {
        if (typeof channel !== 'string' || !/[*?]|\[.+\]/.test(channel)) continue;
        report({
          resource,
          path: [...path, 'channels', index],
          message: `only a channel that is really called "${channel}" is listened to: patterns are not known here`,
          help: 'name each channel',
        });
      }
    },
  },
};
