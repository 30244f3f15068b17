import { isObject, listAt, objectAt, textAt } from '../../json.ts';
import { readParameters } from '../../simulate/parameters/parameter-spec.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindPart } from '../trigger-parts.ts';

export const contentTypeMissing: Rule = {
  id: 'trigger/content-type-missing',
  severity: 'info',
  summary: 'an HTTP request with a body and without a Content-Type',
  docs: {
    why: `The sensor adds no headers by itself. Many servers do not read a body as JSON without "Content-Type: application/json".
Source: argo-events pkg/sensors/triggers/http/http.go (Execute).`,
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
          headers: {Content-Type: application/json}
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'http' || (part.value['payload'] ?? null) === null) return;
      const { parameters } = readParameters(part.value['dynamicHeaders'], 'dynamicHeaders');
      const names = [
        ...Object.keys(objectAt(part.value, 'headers') ?? {}),
        ...listAt(part.value, 'secureHeaders').map((one) => (isObject(one) ? textAt(one, 'name') : '')),
        ...parameters.map(({ dest }) => dest),
      ];
      if (names.some((name) => name.toLowerCase() === 'content-type') || isRewritten(trigger, 'http.headers'))
        return;
      const at = [...part.path, 'headers', 'Content-Type'];
      report({
        resource: sensor.resource,
        path: [...part.path, 'payload'],
        what: 'key',
        message: 'the payload is sent without a Content-Type',
        help: 'add "headers: {Content-Type: application/json}"',
        fix: {
          message: 'add the header "Content-Type: application/json"',
          safe: false,
          edits: [{ kind: 'set', path: at, value: 'application/json' }],
        },
      });
    },
  },
};
