import { destinationKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { subscriptionOf } from '../subscription.ts';
import { parametersOf } from '../trigger-parts.ts';

export const duplicateDestination: Rule = {
  id: 'parameter/duplicate-destination',
  severity: 'warning',
  summary: 'a parameter whose value another one always replaces',
  docs: {
    why: `Parameters are applied one after the other, and the later one wins. A parameter that is followed by one with the same dest, whose event is always there or which has a "value", never shows.
Source: argo-events pkg/sensors/triggers/params.go (ApplyParams, ConstructPayload).`,
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
          payload: 
            - {src: {dependencyName: push, dataKey: body.ref}, dest: text}
            - {src: {dependencyName: push, dataKey: body.after}, dest: text}
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
          payload: 
            - {src: {dependencyName: push, dataKey: body.ref}, dest: text}
            - {src: {dependencyName: push, dataKey: body.after}, dest: commit}
`,
  },
  check: {
    trigger(trigger, sensor, { engine, report }) {
      const parameters = parametersOf(trigger);
      for (const [index, { list, spec, path }] of parameters.entries()) {
        if (destinationKeys(spec.dest) === undefined) continue;
        const joins = (operation: string) =>
          list.level !== 'payload' && (operation === 'append' || operation === 'prepend');
        const later = parameters.find(
          (one, at) =>
            at > index &&
            one.list === list &&
            one.spec.dest === spec.dest &&
            !joins(one.spec.operation) &&
            one.spec.src !== undefined,
        );
        const src = later?.spec.src;
        if (later === undefined || src === undefined) continue;
        if (src.value === undefined && src.dependencyName !== spec.src?.dependencyName) {
          const subscription = subscriptionOf(engine, trigger, sensor);
          if (
            !subscription?.dependencies.has(src.dependencyName) ||
            subscription.mayMiss(src.dependencyName)
          ) {
            continue;
          }
        }
        report({
          resource: sensor.resource,
          path: [...path, 'dest'],
          message: `"${spec.dest}" is written once more further down, and that value is the one that stays`,
          related: [
            { message: 'the one that stays', resource: sensor.resource, path: [...later.path, 'dest'] },
          ],
        });
      }
    },
  },
};
