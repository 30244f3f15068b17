import type { Rule } from '../rule.ts';

export const duplicateDependency: Rule = {
  id: 'sensor/duplicate-dependency',
  severity: 'error',
  summary: 'two dependencies with one name',
  docs: {
    why: `The sensor keeps dependencies by name: the later one replaces the earlier, whose events do nothing. The controller does not compare the names.
Source: argo-events pkg/sensors/listener.go (listenEvents), pkg/reconciler/sensor/validate.go (validateDependencies).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: push, eventSourceName: github, eventName: tag}]
  triggers:
    - template: {name: log, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template: {name: log, log: {}}
`,
  },
  check: {
    sensor({ resource, dependencies }, { report }) {
      for (const [index, { name, path }] of dependencies.entries()) {
        const first = dependencies.findIndex((other) => other.name === name);
        const earlier = dependencies[first];
        if (name === '' || first === index || earlier === undefined) continue;
        report({
          resource,
          path: [...path, 'name'],
          message: `another dependency is called "${name}", too, and this one replaces it`,
          help: 'give each dependency a name of its own',
          related: [{ message: 'the other one', resource, path: [...earlier.path, 'name'] }],
        });
      }
    },
  },
};
