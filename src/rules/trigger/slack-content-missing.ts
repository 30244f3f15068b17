import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindPart } from '../trigger-parts.ts';

export const slackContentMissing: Rule = {
  id: 'trigger/slack-content-missing',
  severity: 'error',
  summary: 'a Slack trigger without a channel, or without anything to say',
  docs: {
    why: `The controller looks at the token only. Without "channel", or without one of "message", "attachments" and "blocks", the trigger fails for each event.
Source: argo-events pkg/sensors/triggers/slack/slack.go (Execute).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: tell
        slack:
          channel: builds
          slackToken: {name: slack, key: token}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: tell
        slack:
          channel: builds
          slackToken: {name: slack, key: token}
          message: pushed
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'slack') return;
      const isGiven = (field: string) =>
        textAt(part.value, field) !== '' || isRewritten(trigger, `slack.${field}`);
      const { resource } = sensor;
      if (!isGiven('channel')) {
        report({ resource, path: part.path, message: 'the Slack trigger has no "channel"' });
      }
      if (['message', 'attachments', 'blocks'].some(isGiven)) return;
      report({
        resource,
        path: part.path,
        message: 'the Slack trigger has no "message", "attachments" or "blocks", so there is nothing to post',
      });
    },
  },
};
