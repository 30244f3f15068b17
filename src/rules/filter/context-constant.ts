import { SOURCE_TYPES, sourceType } from '../../simulate/sources/source-type.ts';
import { eventOf } from '../event-data.ts';
import { filtersOf } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const contextConstant: Rule = {
  id: 'filter/context-constant',
  severity: 'error',
  summary: 'a filter on the context that all events pass, or none',
  docs: {
    why: `Source and subject of an event are the EventSource and the event that the dependency names, its type is the kind of the EventSource, and its content type always "application/json". A filter on something else never passes; one on the same always does, which is not worth writing and said as an info.
Source: argo-events pkg/eventsources/eventing.go, pkg/apis/events/v1alpha1/const.go, pkg/sensors/dependencies/filter.go (filterContext).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {context: {source: gitlab}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, value: ["^opened$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, sensor, { model, report }) {
      const context = filtersOf(dependency)?.context;
      // Where patterns are names, these are not known.
      if (context === undefined || /[*?>]/.test(dependency.eventSourceName + dependency.eventName)) return;
      const event = eventOf(model, sensor, dependency);
      const type = event && sourceType(event.type)?.constant;
      const types = type === undefined ? SOURCE_TYPES.map(({ constant }) => constant) : [type];
      const known = {
        source: [dependency.eventSourceName],
        subject: [dependency.eventName],
        type: types,
        datacontenttype: ['application/json'],
      };
      for (const attribute of ['source', 'subject', 'type', 'datacontenttype'] as const) {
        const wanted = context[attribute];
        const values = known[attribute].filter((value) => value !== '');
        const [only = ''] = values;
        if (wanted === '' || values.length === 0) continue;
        const path = [...dependency.path, 'filters', 'context', attribute];
        const { resource } = sensor;
        if (!values.includes(wanted)) {
          report({
            resource,
            path,
            message: `no event has the ${attribute} "${wanted}", so none passes${values.length === 1 ? `: it is always "${only}"` : ''}`,
            ...(values.length === 1 && {
              help: `the ${attribute} need not be filtered`,
              fix: { message: `remove "${attribute}"`, safe: false, edits: [{ kind: 'remove', path }] },
            }),
          });
        } else if (values.length === 1) {
          const message = `all events of this dependency have the ${attribute} "${wanted}", so the filter does nothing`;
          report({ resource, path, severity: 'info', message });
        }
      }
    },
  },
};
