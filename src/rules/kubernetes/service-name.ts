import { objectAt } from '../../json.ts';
import { mendedName, nameProblem } from '../object-name.ts';
import type { Rule } from '../rule.ts';

export const serviceName: Rule = {
  id: 'kubernetes/service-name',
  severity: 'error',
  summary: 'an EventSource whose name its Service cannot have',
  docs: {
    why: `With "service" the controller makes a Service with the name of the EventSource and "-eventsource-svc" behind it. A Service has no dots in its name and at most 63 characters, which leaves 47 for the EventSource.
Source: argo-events pkg/reconciler/eventsource/resource.go (buildService).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github.example}
spec:
  service: {ports: [{port: 12000}]}
  webhook: {app: {endpoint: /push, port: "12000", method: POST}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github-example}
spec:
  service: {ports: [{port: 12000}]}
  webhook: {app: {endpoint: /push, port: "12000", method: POST}}
`,
  },
  check: {
    eventSource({ resource, name }, { report }) {
      if (name === '' || objectAt(objectAt(resource.value, 'spec'), 'service') === undefined) return;
      // What is wrong with the name itself is said elsewhere.
      if (nameProblem(name, 'subdomain') !== undefined) return;
      const service = `${name}-eventsource-svc`;
      const problem = nameProblem(service, 'label');
      if (problem === undefined) return;
      report({
        resource,
        path: ['metadata', 'name'],
        message: `the Service "${service}" cannot be made: its name ${problem}`,
        help: `for example "${mendedName(name).replaceAll('.', '-').slice(0, 47)}"`,
      });
    },
  },
};
