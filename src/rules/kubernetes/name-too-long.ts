import { ARGO_GROUP, EVENTS_KINDS } from '../../model/catalogue.ts';
import { groupOf } from '../../model/resource.ts';
import type { Rule } from '../rule.ts';

export const nameTooLong: Rule = {
  id: 'kubernetes/name-too-long',
  severity: 'error',
  summary: 'a name that does not fit into the labels that the controller writes',
  docs: {
    why: `The controller writes the names of EventBuses, EventSources and Sensors into labels of what it makes, and a label has at most 63 characters: the Deployment is refused.
Source: argo-events pkg/reconciler/sensor/resource.go, eventsource/resource.go, eventbus/installer (labels).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: a-sensor-with-a-name-that-is-longer-than-a-label-may-be-which-is-63}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: log, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: log, log: {}}
`,
  },
  check: {
    resource(resource, { report }, embedded) {
      const { kind, name, apiVersion } = resource;
      const kinds: readonly string[] = EVENTS_KINDS;
      if (embedded !== undefined || !kinds.includes(kind) || groupOf(apiVersion) !== ARGO_GROUP) return;
      if (name.length <= 63) return;
      report({
        resource,
        path: ['metadata', 'name'],
        message: `the name of the ${kind} has ${name.length} characters, and only 63 fit into the labels of its pods`,
      });
    },
  },
};
