import { objectAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';
import { STREAM_SETTINGS, streamSettings } from '../stream-settings.ts';

export const streamSettingUnknown: Rule = {
  id: 'event-bus/stream-setting-unknown',
  severity: 'warning',
  summary: 'a key of streamConfig that nothing reads',
  docs: {
    why: `The text is read for maxMsgs, maxAge, maxBytes, replicas, duplicates, retention and discard. Everything else in it is ignored.
Source: argo-events pkg/eventbus/jetstream/base/jetstream.go (CreateStream).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream:
    version: latest
    streamConfig: |
      maxMessages: 1000
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream:
    version: latest
    streamConfig: |
      maxMsgs: 1000
`,
  },
  check: {
    eventBus({ resource, bus }, { report }) {
      const jetstream = objectAt(objectAt(resource.value, 'spec'), 'jetstream');
      if (bus !== 'jetstream' || jetstream === undefined) return;
      const names: readonly string[] = STREAM_SETTINGS;
      for (const key of Object.keys(streamSettings(jetstream) ?? {})) {
        if (names.includes(key)) continue;
        const near = nearest(key, names);
        report({
          resource,
          path: ['spec', 'jetstream', 'streamConfig'],
          message: `"${key}" in "streamConfig" is not read by anything`,
          help: near === undefined ? `it is read for ${names.join(', ')}` : `did you mean "${near}"?`,
        });
      }
    },
  },
};
