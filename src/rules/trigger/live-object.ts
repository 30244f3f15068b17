import { textAt } from '../../json.ts';
import {
  groupVersionResource,
  isClusterScoped,
  metadataText,
} from '../../simulate/triggers/kubernetes-object.ts';
import type { Rule } from '../rule.ts';
import { kindPart, objectOf } from '../trigger-parts.ts';

export const liveObject: Rule = {
  id: 'trigger/live-object',
  severity: 'warning',
  summary: '"liveObject" where it has no effect, or cannot find the object',
  docs: {
    why: `"liveObject" makes parameters change the object as it is in the cluster. It works with the operation "update" only, and the object has to say its name and its namespace.
Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go (FetchResource).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: make
        k8s:
          operation: patch
          liveObject: true
          source:
            resource:
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: app}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: make
        k8s:
          operation: update
          liveObject: true
          source:
            resource:
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: "app", namespace: ci}
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'k8s' || part.value['liveObject'] !== true) return;
      const operation = textAt(part.value, 'operation') || 'create';
      if (operation !== 'update') {
        const path = [...part.path, 'liveObject'];
        report({
          resource: sensor.resource,
          path,
          what: 'key',
          message: `"liveObject" has no effect with the operation "${operation}"`,
          fix: { message: 'remove "liveObject"', safe: true, edits: [{ kind: 'remove', path }] },
        });
        return;
      }
      const object = objectOf(model, sensor, trigger)?.resource;
      if (object === undefined) return;
      const inside = !isClusterScoped(groupVersionResource(object.value));
      // It is fetched before parameters are applied, so they cannot give it a name.
      const fields = inside ? (['name', 'namespace'] as const) : (['name'] as const);
      const missing = fields.filter((field) => metadataText(object.value, field) === '');
      if (missing.length === 0) return;
      report({
        resource: object,
        path: ['metadata'],
        severity: 'error',
        message: `the object has no ${missing.map((field) => `"${field}"`).join(' and no ')}, by which the sensor finds the live one`,
      });
    },
  },
};
