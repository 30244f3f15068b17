import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { kindPart } from '../trigger-parts.ts';

export const literalCredentials: Rule = {
  id: 'trigger/literal-credentials',
  severity: 'warning',
  summary: 'a password or a token that is written in the manifest',
  docs: {
    why: `Everybody who may read the Sensor, its repository or its log reads it too. HTTP triggers take headers from Secrets with "secureHeaders", and "basicAuth".
Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (HTTPTrigger, SecureHeader).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          headers: {Authorization: Bearer abcdef123456}
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          secureHeaders: [{name: Authorization, valueFrom: {secretKeyRef: {name: chat, key: header}}}]
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part === undefined) return;
      const { resource } = sensor;
      const field = part.kind === 'custom' ? 'serverURL' : part.kind === 'openWhisk' ? 'host' : 'url';
      if (/^[a-z][a-z+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i.test(textAt(part.value, field))) {
        const message = `"${field}" has a password in it`;
        report({ resource, path: [...part.path, field], message, help: 'use a Secret' });
      }
      for (const [name, value] of Object.entries(objectAt(part.value, 'headers') ?? {})) {
        if (typeof value !== 'string' || value.trim() === '' || !SECRET_HEADERS.has(name.toLowerCase()))
          continue;
        // Only a scheme, or a mark that something else fills in.
        if (/^\w+\s*$|[{<$]/.test(value) && !/^\w{16,}$/.test(value)) continue;
        report({
          resource,
          path: [...part.path, 'headers', name],
          message: `the header "${name}" has its secret written out`,
          help: 'use "secureHeaders" with a secretKeyRef',
        });
      }
    },
  },
};

const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'api-key',
  'authorization',
  'private-token',
  'proxy-authorization',
  'x-api-key',
  'x-auth-token',
]);
