import { listAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindPart } from '../trigger-parts.ts';

export const emailContentMissing: Rule = {
  id: 'trigger/email-content-missing',
  severity: 'error',
  summary: 'an e-mail trigger without somebody to write to, a subject or a body',
  docs: {
    why: `The controller looks at host and port only. Without "to", "subject" or "body" the trigger fails for each event.
Source: argo-events pkg/sensors/triggers/email/email.go (Execute).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: tell
        email:
          host: smtp.example.com
          port: 587
          from: argo@example.com
          to: [ada@example.com]
          subject: pushed
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: tell
        email:
          host: smtp.example.com
          port: 587
          from: argo@example.com
          to: [ada@example.com]
          subject: pushed
          body: somebody pushed
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'email') return;
      for (const field of ['to', 'subject', 'body']) {
        const given =
          field === 'to' ? listAt(part.value, field).length > 0 : textAt(part.value, field) !== '';
        if (given || isRewritten(trigger, `email.${field}`)) continue;
        report({
          resource: sensor.resource,
          path: part.path,
          message: `the e-mail trigger has no "${field}"`,
        });
      }
    },
  },
};
