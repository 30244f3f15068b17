import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { streamSettings } from '../stream-settings.ts';

export const streamReplicas: Rule = {
  id: 'event-bus/stream-replicas',
  severity: 'error',
  summary: 'a JetStream bus with fewer servers than its stream has copies',
  docs: {
    why: `The stream has three copies unless "streamConfig" says otherwise, and one server cannot hold them: "nats: replicas > 1 not supported in non-clustered mode". The EventBus is ready, and event sources and sensors restart for ever. Seen on a cluster.
Source: argo-events pkg/eventbus/jetstream/base/jetstream.go (CreateStream), manifests/base/controller-manager/controller-config.yaml (streamConfig).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest, replicas: 1}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest, replicas: 1, streamConfig: "replicas: 1\\n"}
`,
  },
  check: {
    eventBus({ resource, bus }, { report }) {
      const jetstream = objectAt(objectAt(resource.value, 'spec'), 'jetstream');
      if (bus !== 'jetstream' || jetstream === undefined) return;
      // Two servers are what the controller refuses.
      const servers = jetstream['replicas'] ?? 3;
      const settings = streamSettings(jetstream);
      if (settings === undefined || typeof servers !== 'number' || servers < 1 || servers === 2) return;
      const copies = settings['replicas'] ?? 3;
      if (typeof copies !== 'number' || copies <= servers) return;
      const at = ['spec', 'jetstream', 'streamConfig'];
      const written =
        typeof jetstream['streamConfig'] === 'string' ? jetstream['streamConfig'].trimEnd() : '';
      report({
        resource,
        path: jetstream['replicas'] === undefined ? ['spec', 'jetstream'] : ['spec', 'jetstream', 'replicas'],
        message: `the bus has ${servers} server${servers === 1 ? '' : 's'}, but its stream wants ${copies} copies, so it cannot be made`,
        help: `write "replicas: ${servers}" into "streamConfig"`,
        ...(!('replicas' in settings) && {
          fix: {
            message: `write "replicas: ${servers}" into "streamConfig"`,
            safe: true,
            edits: [
              {
                kind: 'set',
                path: at,
                value: `${written === '' ? '' : `${written}\n`}replicas: ${servers}\n`,
              },
            ],
          },
        }),
      });
    },
  },
};
