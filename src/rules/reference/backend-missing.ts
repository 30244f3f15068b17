import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const backendMissing: Rule = {
  id: 'reference/backend-missing',
  severity: 'error',
  summary: 'an Ingress leads to a Service that is not there',
  docs: {
    why: `The ingress controller answers such requests itself, with 503 or 404, and the event source never sees them. The
controller of Argo Events makes a Service \`<name>-eventsource-svc\` only for an EventSource with \`spec.service\`.
Source: argo-events pkg/reconciler/eventsource/resource.go (buildService).`,
    bad: `apiVersion: v1
kind: Service
metadata: {name: hook}
spec: {ports: [{port: 12000}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: hook}
spec:
  defaultBackend: {service: {name: hok, port: {number: 12000}}}
`,
    good: `apiVersion: v1
kind: Service
metadata: {name: hook}
spec: {ports: [{port: 12000}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: hook}
spec:
  defaultBackend: {service: {name: hook, port: {number: 12000}}}
`,
  },
  check: missingTarget('backend'),
};
