import { isObject, objectAt, scalarText } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { insteadOf } from '../meant.ts';
import { podLabels, SOURCE_LABEL } from '../pod-services.ts';
import type { Rule } from '../rule.ts';

export const serviceSelector: Rule = {
  id: 'event-source/service-selector',
  severity: 'error',
  summary: 'a Service that selects no pod of an EventSource',
  docs: {
    why: `The pods of an EventSource have the labels "eventsource-name" and "owner-name" with its name, "controller: eventsource-controller", and those of its template. A Service with another one has no endpoints.
Source: argo-events pkg/reconciler/eventsource/controller.go (reconcile), resource.go (buildDeploymentSpec).`,
    bad: `apiVersion: v1
kind: Service
metadata: {name: hooks}
spec:
  selector: {eventsource-name: exmaple}
  ports: [{port: 80, targetPort: 12000}]
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
    good: `apiVersion: v1
kind: Service
metadata: {name: hooks}
spec:
  selector: {eventsource-name: example}
  ports: [{port: 80, targetPort: 12000}]
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
  },
  check: {
    resource(resource, { model, report, reach }, embedded) {
      if (resource.kind !== 'Service' || resource.apiVersion !== 'v1' || embedded !== undefined) return;
      const selector = objectAt(objectAt(resource.value, 'spec'), 'selector') ?? {};
      const wanted = selector[SOURCE_LABEL];
      if (typeof wanted !== 'string') return;
      const namespace = model.namespaceOf(resource);
      const path = ['spec', 'selector', SOURCE_LABEL];
      const target = model.find('EventSource', namespace, wanted);
      const to = { kind: 'EventSource', namespace, name: wanted };
      const state = reach({ kind: 'backend', from: resource, at: resource.at(path), to, target });
      if (state === 'missing') {
        const names = model.eventSources
          .filter((one) => model.namespaceOf(one.resource) === namespace)
          .map(({ name }) => name);
        const meant = nearest(wanted, names);
        report({
          resource,
          path,
          message: `there is no EventSource "${wanted}" in "${namespace}", so the Service leads nowhere`,
          ...insteadOf(path, meant),
        });
      }
      const source = model.eventSources.find((one) => one.resource === target);
      if (source === undefined) return;
      const labels = podLabels(source);
      for (const [key, value] of Object.entries(selector)) {
        const actual = labels.get(key);
        const has = scalarText(actual);
        if (actual === value || isObject(value) || (actual !== undefined && has === undefined)) continue;
        report({
          resource,
          path: ['spec', 'selector', key],
          message:
            has === undefined
              ? `the pods of the EventSource "${wanted}" have no label "${key}", so the Service leads nowhere`
              : `the pods of the EventSource "${wanted}" have the label "${key}: ${has}", so the Service leads nowhere`,
          help: `\`${SOURCE_LABEL}: ${wanted}\` is enough`,
        });
      }
    },
  },
};
