import { isObject, listAt, objectAt, textAt } from '../../json.ts';
import { nameProblem } from '../object-name.ts';
import type { Rule } from '../rule.ts';

export const servicePortsInvalid: Rule = {
  id: 'event-source/service-ports-invalid',
  severity: 'error',
  summary: 'ports of a Service that the API server refuses',
  docs: {
    why: `The entries become those of a Service. When there are several, each needs a name of its own, in small letters; two entries cannot have the same port. The controller reports that it cannot make the Service.
Source: argo-events pkg/reconciler/eventsource/resource.go (buildService), Kubernetes pkg/apis/core/validation/validation.go (ValidateService, validateServicePort).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {ports: [{port: 12000}, {port: 12001}]}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
    release: {endpoint: /release, port: "12001", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {ports: [{name: deploy, port: 12000}, {name: release, port: 12001}]}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
    release: {endpoint: /release, port: "12001", method: POST}
`,
  },
  check: {
    eventSource({ resource }, { report }) {
      const service = objectAt(objectAt(resource.value, 'spec'), 'service');
      const ports = listAt(service, 'ports');
      const names = new Set<string>();
      const taken = new Set<string>();
      for (const [index, entry] of ports.entries()) {
        if (!isObject(entry)) continue;
        const path = ['spec', 'service', 'ports', index];
        const name = textAt(entry, 'name');
        const problem = name === '' ? undefined : nameProblem(name, 'label');
        if (name === '' && ports.length > 1 && (entry['name'] ?? '') === '') {
          report({
            resource,
            path,
            message: 'with several ports each needs a name',
            help: 'add "name", for example `name: http`',
          });
        } else if (problem !== undefined) {
          report({ resource, path: [...path, 'name'], message: `the name of a port ${problem}` });
        } else if (name !== '' && names.has(name)) {
          report({ resource, path: [...path, 'name'], message: `two ports are called "${name}"` });
        }
        names.add(name);
        const { port } = entry;
        if (typeof port !== 'number') continue;
        const key = `${port} ${textAt(entry, 'protocol') || 'TCP'}`;
        if (taken.has(key)) {
          report({ resource, path: [...path, 'port'], message: `port ${port} is there twice` });
        } else if (port < 1 || port > 65535) {
          report({
            resource,
            path: [...path, 'port'],
            message: `${port} is no port: ports go from 1 to 65535`,
          });
        }
        taken.add(key);
      }
    },
  },
};
