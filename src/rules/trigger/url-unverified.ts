import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { kindPart } from '../trigger-parts.ts';

export const urlUnverified: Rule = {
  id: 'trigger/url-unverified',
  severity: 'warning',
  summary: 'an object that is fetched over HTTPS from whoever answers',
  docs: {
    why: `Without "verifyCert: true" the sensor does not look at the server's certificate, so anybody in between can say what it creates in the cluster.
Source: argo-events pkg/sensors/artifacts/url.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        argoWorkflow:
          operation: submit
          source: {url: {path: https://example.com/workflow.yaml}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        argoWorkflow:
          operation: submit
          source: {url: {path: https://example.com/workflow.yaml, verifyCert: true}}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      const url = part && objectAt(objectAt(part.value, 'source'), 'url');
      if (part === undefined || url === undefined || url['verifyCert'] === true) return;
      if (!/^https:/i.test(textAt(url, 'path'))) return;
      const path = [...part.path, 'source', 'url'];
      report({
        resource: sensor.resource,
        path: [...path, 'path'],
        message: `the certificate of "${textAt(url, 'path')}" is not verified`,
        help: 'add "verifyCert: true"',
        fix: {
          message: 'add "verifyCert: true"',
          safe: false,
          edits: [{ kind: 'set', path: [...path, 'verifyCert'], value: true }],
        },
      });
    },
  },
};
