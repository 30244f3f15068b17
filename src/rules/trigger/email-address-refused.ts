import { listAt } from '../../json.ts';
import { isAcceptedAddress } from '../../simulate/triggers/notification.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindPart } from '../trigger-parts.ts';

export const emailAddressRefused: Rule = {
  id: 'trigger/email-address-refused',
  severity: 'error',
  summary: 'an e-mail address that the sensor refuses',
  docs: {
    why: `The sensor compares addresses with a pattern of its own: letters, digits, "-", "_" and "." before the "@", and a last part of two to four letters. "ada+ci@example.com" and "ada@example.software" do not fit, and the trigger fails for each event.
Source: argo-events pkg/sensors/triggers/email/email.go (validateEmail).`,
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
          to: [ada+ci@example.com]
          subject: pushed
          body: somebody pushed
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
      for (const [index, address] of listAt(part.value, 'to').entries()) {
        if (typeof address !== 'string' || isAcceptedAddress(address)) continue;
        if (isRewritten(trigger, `email.to.${index}`)) continue;
        report({
          resource: sensor.resource,
          path: [...part.path, 'to', index],
          message: `the sensor refuses the address "${address}"`,
          help: 'it takes letters, digits, "-", "_" and "." before the "@", and a last part of two to four letters',
        });
      }
    },
  },
};
