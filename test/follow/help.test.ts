import { expect, it } from 'vitest';
import { helpFor } from '../../src/follow/help.ts';
import type { FollowedHop } from '../../src/follow/hop.ts';

const PLACE = { context: 'lab', namespace: 'argo-events' };
const hop = (kind: FollowedHop['kind'], summary: string, text: string): FollowedHop => ({
  kind,
  name: kind === 'trigger' ? 'demo/run' : 'demo',
  state: 'died',
  summary,
  evidence: { from: 'log', text },
});

/** What the real system says, and the command that helped there. */
const SAID: readonly (readonly [FollowedHop, command: string | undefined])[] = [
  [
    hop(
      'bus',
      'the event source cannot use the event bus',
      'failed after retries: nats: no response from stream',
    ),
    "kubectl --context lab -n argo-events delete pods -l 'controller in (eventsource-controller,sensor-controller)'",
  ],
  [
    hop(
      'sensor',
      'the sensor cannot use the event bus',
      'failed to get K/V store for sensor demo: nats: bucket not found',
    ),
    "kubectl --context lab -n argo-events delete pods -l 'controller in (eventsource-controller,sensor-controller)'",
  ],
  [
    hop(
      'bus',
      'the event source cannot use the event bus',
      'dial tcp: lookup eventbus-default-js-svc: no such host',
    ),
    'argoflow doctor --context lab -n argo-events --only eventbus',
  ],
  [
    hop('trigger', 'failed to execute trigger, Unauthorized', 'Failed to execute a trigger'),
    'kubectl --context lab -n argo-events delete pods -l sensor-name=demo',
  ],
  [
    hop(
      'trigger',
      'the action failed',
      'workflows.argoproj.io is forbidden: User "x" cannot create resource',
    ),
    'argoflow doctor --context lab -n argo-events --only accounts',
  ],
  [
    hop(
      'workflow',
      'created, and ended in Error',
      'pods "demo-1" is forbidden: error looking up service account',
    ),
    'argoflow doctor --context lab -n argo-events --only accounts',
  ],
  [
    hop('source', 'no pod of the event source is ready', 'FailedMount: secret "token" not found'),
    'argoflow doctor --context lab -n argo-events',
  ],
  // The image stands there already, and what a filter wants is predicted.
  [hop('pods', 'a pod cannot start', 'main: ErrImagePull: not found'), undefined],
  [hop('sensor', 'a filter of the sensor said no', "event didn't pass filter"), undefined],
];

it.each(SAID)('%o', (death, command) => {
  expect(helpFor(death, PLACE)?.command).toBe(command);
});
