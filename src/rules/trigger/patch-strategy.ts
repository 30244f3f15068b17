import { textAt } from '../../json.ts';
import { groupOf } from '../../model/resource.ts';
import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';
import { kindPart } from '../trigger-parts.ts';

export const patchStrategy: Rule = {
  id: 'trigger/patch-strategy',
  severity: 'error',
  summary: 'a patchStrategy that cannot work',
  docs: {
    why: `The sensor sends the whole object as the patch. A JSON patch has to be a list, an apply patch needs a field manager that is not sent, and custom resources have no strategic merge patch: the API server refuses each of them. Other texts are no type of patch.
Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go (Execute), Kubernetes API patch types.`,
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
          patchStrategy: application/json-patch+json
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
          operation: patch
          patchStrategy: application/strategic-merge-patch+json
          source:
            resource:
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: app}
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'k8s') return;
      const strategy = textAt(part.value, 'patchStrategy');
      if (strategy === '' || strategy === MERGE) return;
      const path = [...part.path, 'patchStrategy'];
      const { resource } = sensor;
      if (textAt(part.value, 'operation') !== 'patch') {
        const message = `"patchStrategy" has no effect with the operation "${textAt(part.value, 'operation') || 'create'}"`;
        report({ resource, path, what: 'key', message, severity: 'warning' });
        return;
      }
      const object = objectAction(model, sensor, trigger)?.object;
      const why = problemOf(strategy, object && groupOf(object.apiVersion));
      if (why === undefined) return;
      report({
        resource,
        path,
        message: `"${strategy}" ${why}`,
        help: `"${MERGE}" works with all kinds`,
        fix: {
          message: `write "${MERGE}"`,
          safe: false,
          edits: [{ kind: 'set', path, value: MERGE }],
        },
      });
    },
  },
};

const MERGE = 'application/merge-patch+json';

function problemOf(strategy: string, group: string | undefined): string | undefined {
  switch (strategy) {
    case 'application/json-patch+json':
      return 'has to be a list, and the sensor sends an object';
    case 'application/apply-patch+yaml':
      return 'needs a field manager, which the sensor does not send';
    case 'application/strategic-merge-patch+json':
      if (group === undefined || !group.includes('.') || group.endsWith('.k8s.io')) return undefined;
      return `is not there for custom resources such as those of "${group}"`;
    default:
      return 'is no type of patch';
  }
}
