import type { Rule } from '../rule.ts';
import { kindIn, parametersOf } from '../trigger-parts.ts';

export const ignored: Rule = {
  id: 'parameter/ignored',
  severity: 'error',
  summary: 'parameters of a trigger that never reads them',
  docs: {
    why: `Slack and e-mail triggers apply their "parameters" to a copy that nobody sends, and a NATS trigger takes its subject from the trigger as it is written. The "parameters" of the trigger itself work, with dests such as "slack.message".
Source: argo-events pkg/sensors/triggers/slack/slack.go, email/email.go, nats/nats.go (Execute).`,
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
          message: pushed
          slackToken: {name: slack, key: token}
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: message}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: slack.message}]
      template:
        name: tell
        slack:
          channel: builds
          message: pushed
          slackToken: {name: slack, key: token}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const kind = kindIn(trigger);
      if (kind !== 'slack' && kind !== 'email' && kind !== 'nats') return;
      for (const { list, spec, path } of parametersOf(trigger)) {
        if (list.level !== 'type' || (kind === 'nats' && spec.dest !== 'subject')) continue;
        report({
          resource: sensor.resource,
          path: [...path, 'dest'],
          message: `the ${kind} trigger does not read "${spec.dest}" from "${kind}.parameters"`,
          help: `move it to the "parameters" of the trigger, beside "template", with the dest "${kind}.${spec.dest}"`,
        });
      }
    },
  },
};
