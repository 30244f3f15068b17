import { nearest } from '../../nearest.ts';
import { dataFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const typeUnknown: Rule = {
  id: 'filter/type-unknown',
  severity: 'error',
  summary: 'a data filter of a type that does not exist',
  docs: {
    why: `The types are "bool", "number" and "string". With any other one each event fails: "unsupported JSON type". The controller only looks whether there is a type.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: int, value: ["5"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: number, value: ["5"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        if (TYPES.includes(spec.type)) continue;
        const meant = MEANT.get(spec.type.toLowerCase()) ?? nearest(spec.type, TYPES);
        const at = [...path, 'type'];
        report({
          resource,
          path: at,
          message: `"${spec.type}" is no type of a data filter, so no event passes`,
          help: meant === undefined ? 'the types: "bool", "number", "string"' : `did you mean "${meant}"?`,
          ...(meant !== undefined && {
            fix: {
              message: `write "${meant}"`,
              safe: true,
              edits: [{ kind: 'set', path: at, value: meant }],
            },
          }),
        });
      }
    },
  },
};

const TYPES = ['bool', 'number', 'string'];
const MEANT: ReadonlyMap<string, string> = new Map([
  ['int', 'number'],
  ['integer', 'number'],
  ['float', 'number'],
  ['double', 'number'],
  ['boolean', 'bool'],
  ['text', 'string'],
  ['regex', 'string'],
]);
