import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { streamSettings } from '../stream-settings.ts';

export const workQueue: Rule = {
  id: 'event-bus/work-queue',
  severity: 'error',
  summary: 'a stream with the retention of a work queue',
  docs: {
    why: `A work queue gives each message to one consumer, and lets no two consumers have the same subject. Every trigger has its own consumers that begin with new messages, which the server refuses for such a stream.
Source: argo-events pkg/eventbus/jetstream/sensor/trigger_conn.go (Subscribe), NATS documentation of streams (WorkQueuePolicy).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream:
    version: latest
    streamConfig: |
      retention: 2
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream:
    version: latest
    streamConfig: |
      retention: 0
`,
  },
  check: {
    eventBus({ resource, bus }, { report }) {
      const jetstream = objectAt(objectAt(resource.value, 'spec'), 'jetstream');
      if (bus !== 'jetstream' || jetstream === undefined) return;
      if (streamSettings(jetstream)?.['retention'] !== 2) return;
      report({
        resource,
        path: ['spec', 'jetstream', 'streamConfig'],
        message: '"retention: 2" makes a work queue of the stream, from which sensors cannot read new events',
        help: 'write "retention: 0"',
      });
    },
  },
};
